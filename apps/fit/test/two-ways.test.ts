import { startBackend } from '@parton/backend';
import { rotate } from '@parton/flavour-rotations';
import {
  chi2Dense,
  chi2Diagonal,
  chi2Nuisance,
  integrabilityLoss,
  positivityLoss,
  sumPerSet,
} from '@parton/losses';
import { normalisationFactors, SUM_RULES, sumRuleConstants } from '@parton/msr-normalization';
import { ACTIVATIONS, applyNetwork, initNetwork, kernelPenalty } from '@parton/multi-dense';
import { type NdArray, ndarray } from '@parton/ndarray';
import { combine, OPERATIONS, type Operation } from '@parton/observables';
import { optimizerByName, OPTIMIZERS } from '@parton/optimizers';
import { clipToRange, prefactor } from '@parton/preprocessing';
import { compile, constant, eagerProgram, trace, valueAndGrads } from '@parton/tensor-compiler';
import '@parton/testing';
import { integrate } from '@parton/x-integrator';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

/**
 * The same code, two ways: every layer, loss and optimiser runs eagerly on the tfjs backends and compiled, with its
 * gradients. Eager gradients come from the tape of tfjs, compiled ones from the graph: two codes that check each other.
 */
type Tensors = Readonly<Record<string, tf.Tensor>>;
interface Case {
  readonly inputs: Readonly<Record<string, NdArray>>;
  readonly run: (inputs: Record<string, tf.Tensor>) => tf.Tensor;
}

const R = 3;
const numbers = (shape: number[], seed = 1, scale = 1) =>
  ndarray(
    Float64Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      (_, i) => scale * Math.sin(seed + 1.3 * i + 0.02 * i * i),
    ),
    shape,
  );
const positive = (shape: number[], seed = 1) => {
  const { data } = numbers(shape, seed);
  return ndarray(
    data.map((value) => 0.6 + 0.4 * value),
    shape,
  );
};
const take = (tensors: Record<string, tf.Tensor>, name: string): tf.Tensor =>
  tensors[name] ?? tf.scalar(Number.NaN);

const network = (activation: (typeof ACTIVATIONS)[number]): Case => {
  const settings = {
    inputs: 2,
    nodes: [5, 4],
    activations: ['tanh', activation],
    initializer: 'glorot_normal',
  } as const;
  return {
    inputs: initNetwork(settings, [1, 22, 333]),
    run: (parameters) => applyNetwork(settings, parameters, constant(numbers([2, 8], 3))),
  };
};
const sumRules = (mode: (typeof SUM_RULES)[number]): Case => ({
  inputs: { integrals: positive([R, 14], 2) },
  run: (given) => {
    const constants = Object.entries(sumRuleConstants(mode, { seeds: [1, 2, 3] })).map(([name, array]) => [
      name,
      constant(array),
    ]);
    return normalisationFactors(
      take(given, 'integrals'),
      Object.fromEntries(constants) as Parameters<typeof normalisationFactors>[1],
    ); // the same names
  },
});
const operation = (name: Operation): Case => ({
  inputs: Object.fromEntries(
    Array.from({ length: OPERATIONS[name] }, (_, i) => [
      `operand_${String(i).padStart(2, '0')}`,
      positive([R, 4], i + 1),
    ]),
  ),
  run: (given) =>
    combine(
      name,
      Object.keys(given)
        .sort()
        .map((key) => take(given, key)),
    ),
});

const cases: Record<string, Case> = {
  ...Object.fromEntries(ACTIVATIONS.map((activation) => [`network, ${activation}`, network(activation)])),
  'kernel penalty': {
    inputs: { kernel_0: numbers([R, 4, 2]), kernel_1: numbers([R, 3, 4], 5) },
    run: (given) => kernelPenalty(given, constant(ndarray([0.1], [])), constant(ndarray([0.2], []))),
  },
  prefactor: {
    inputs: { alpha: positive([R, 4, 1]), beta: positive([R, 4, 1], 4) },
    run: (given) =>
      prefactor(
        { alpha: take(given, 'alpha'), beta: take(given, 'beta') },
        { logX: constant(numbers([8], 2, 3)), log1mX: constant(numbers([8], 7, 2)) },
      ),
  },
  'walls of the exponents': {
    inputs: { alpha: numbers([R, 4, 1]) },
    run: (given) =>
      clipToRange(
        take(given, 'alpha'),
        constant(ndarray([-0.5, -0.4, -0.3, -0.2], [4, 1])),
        constant(ndarray([0.5, 0.4, 0.3, 0.2], [4, 1])),
      ),
  },
  rotation: {
    inputs: { values: numbers([R, 4, 8]) },
    run: (given) => rotate(constant(numbers([6, 4], 9)), take(given, 'values')),
  },
  integral: {
    inputs: { values: numbers([R, 4, 8]) },
    run: (given) => integrate(take(given, 'values'), constant(positive([4, 8]))),
  },
  ...Object.fromEntries(
    SUM_RULES.filter((mode) => mode !== 'NONE').map((mode) => [`sum rules, ${mode}`, sumRules(mode)]),
  ),
  ...Object.fromEntries(
    Object.keys(OPERATIONS).map((name) => [`operation ${name}`, operation(name as Operation)]),
  ), // its own keys
  'chi2, diagonal': {
    inputs: { difference: numbers([R, 8]) },
    run: (given) => chi2Diagonal(take(given, 'difference'), constant(positive([R, 8]))),
  },
  'chi2, dense': {
    inputs: { difference: numbers([R, 8]) },
    run: (given) => chi2Dense(take(given, 'difference'), constant(numbers([R, 8, 8], 5))),
  },
  'chi2, nuisance': {
    inputs: { difference: numbers([R, 8]) },
    run: (given) =>
      chi2Nuisance(take(given, 'difference'), {
        weights: constant(positive([R, 8])),
        columns: constant(numbers([8, 2], 6)),
        inner: constant(positive([R, 2, 2], 7)),
      }),
  },
  positivity: {
    inputs: { predictions: numbers([R, 8]) },
    run: (given) =>
      sumPerSet(
        positivityLoss(take(given, 'predictions'), constant(positive([8], 3)), constant(ndarray([1e-7], []))),
        constant(positive([8, 2], 4)),
      ),
  },
  integrability: {
    inputs: { predictions: numbers([R, 8]) },
    run: (given) => integrabilityLoss(take(given, 'predictions'), constant(positive([8], 3))),
  },
};

const shapesOf = (arrays: Readonly<Record<string, NdArray>>) =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
type Way = 'cpu' | 'wasm' | 'float32' | 'float64';

/** The value, and the gradient of a smooth function of it, in one of the ways. */
async function evaluate({ inputs, run }: Case, way: Way): Promise<Record<string, NdArray>> {
  const step = ({ state }: { state: Tensors }) => {
    const { aux, grads } = valueAndGrads((given: Tensors) => {
      const value = run({ ...given });
      return { loss: tf.sum(tf.tanh(tf.mul(value, 0.125))), aux: { value } };
    }, state);
    return {
      state,
      outputs: {
        ...aux,
        ...Object.fromEntries(
          Object.entries<tf.Tensor>(grads).map(([name, tensor]) => [`gradient of ${name}`, tensor]),
        ),
      },
    };
  };
  return runStep(step, inputs, way);
}

async function runStep(
  step: (given: { state: Tensors; inputs: Tensors }) => { state: Tensors; outputs: Tensors },
  state: Readonly<Record<string, NdArray>>,
  way: Way,
): Promise<Record<string, NdArray>> {
  const shapes = { state: shapesOf(state), inputs: {} };
  if (way === 'cpu' || way === 'wasm') await startBackend(way);
  const program =
    way === 'cpu' || way === 'wasm'
      ? eagerProgram(step, shapes)
      : await compile(trace(step, shapes), { precision: way });
  await program.setState(state);
  const outputs = await program.step({});
  const next = await program.getState();
  await program.close();
  return { ...outputs, ...next };
}

const close = (got: Record<string, NdArray>, expected: Record<string, NdArray>, rtol: number) => {
  expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { data }] of Object.entries(expected)) {
    const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(got[name]?.data ?? [], name).toBeAllclose(data, { rtol, atol: rtol * largest });
  }
};

describe.each(Object.entries(cases))('%s', (_, entry) => {
  it('is the same compiled and eager, with its gradients', async () => {
    const exact = await evaluate(entry, 'float64');
    // float32 rounding of a few operations
    for (const way of ['cpu', 'wasm', 'float32'] as const) close(await evaluate(entry, way), exact, 2e-5);
  });
});

describe.each(OPTIMIZERS)('%s with clipping', (name) => {
  it('is the same compiled and eager over five steps', async () => {
    const optimizer = optimizerByName({ name, clipnorm: 0.3 });
    const parameters = { kernel: numbers([R, 4, 2]), bias: numbers([R, 4, 1], 8) };
    const prefix = (label: string, record: Readonly<Record<string, NdArray>>) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [`${label}${key}`, value]));
    const only = (label: string, record: Tensors) =>
      Object.fromEntries(
        Object.entries(record).flatMap(([key, value]) =>
          key.startsWith(label) ? [[key.slice(label.length), value]] : [],
        ),
      );
    const step = ({ state }: { state: Tensors }) => {
      let current = only('p.', state);
      let memory = only('o.', state);
      for (let t = 1; t <= 5; t++) {
        const schedule = Object.fromEntries(
          Object.entries(optimizer.schedule(t)).map(([key, value]) => [key, constant(ndarray([value], []))]),
        );
        const next = optimizer.update({ updates: current, state: memory, schedule });
        current = Object.fromEntries(
          Object.entries(current).map(([key, value]) => [key, tf.add(value, take(next.updates, key))]),
        );
        memory = next.state;
      }
      const named = (label: string, record: Tensors) =>
        Object.entries(record).map(([key, value]) => [`${label}${key}`, value]);
      return { state: Object.fromEntries([...named('p.', current), ...named('o.', memory)]), outputs: {} };
    };
    const state = { ...prefix('p.', parameters), ...prefix('o.', optimizer.init(parameters)) };
    const exact = await runStep(step, state, 'float64');
    for (const way of ['cpu', 'wasm', 'float32'] as const)
      close(await runStep(step, state, way), exact, 2e-5);
  });
});
