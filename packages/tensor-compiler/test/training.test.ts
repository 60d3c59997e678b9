import '@parton/testing';
import { startBackend } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import type { NdArray } from '@parton/ndarray';
import { evaluate } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, type CompileOptions, eagerProgram, type Program, trace } from '../src/index.ts';
import { initialState, rates, replicas, shapesOf, trainingStep } from './training-step.ts';

type TrainingProgram = Program<string, 'rates', 'train' | 'valid'>;
const STEPS = 100;
const ALL = [0, 1, 2];

const compiled = (chosen: readonly number[], options: CompileOptions): Promise<TrainingProgram> =>
  compile(trace(trainingStep(chosen), shapesOf(chosen.length)), options);

/** State and chi2 after a hundred steps. */
async function train(
  program: TrainingProgram,
  state: Record<string, NdArray>,
): Promise<Record<string, NdArray>> {
  await program.setState(state);
  let outputs: Record<string, NdArray> = {};
  for (let t = 1; t <= STEPS; t++) outputs = await program.step({ rates: rates(t) });
  const result = { ...(await program.getState()), ...outputs };
  await program.close();
  return result;
}

function expectClose(found: Record<string, NdArray>, expected: Record<string, NdArray>, rtol: number): void {
  for (const [name, { data }] of Object.entries(expected)) {
    const atol = rtol * Math.max(...data.map(Math.abs));
    expect(found[name]?.data).toBeAllclose(data, { rtol, atol });
  }
}

const select = (arrays: Record<string, NdArray>, rows: readonly number[]): Record<string, NdArray> =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, replicas(array, rows)]));

eachBackend('a hundred steps of a stacked network with clipped Nadam, eager', () => {
  it('agree with the compiled program', async () => {
    const eager = await train(eagerProgram(trainingStep(ALL), shapesOf(ALL.length)), initialState(ALL));
    const program = await compiled(ALL, { precision: 'float32' });
    expectClose(await train(program, initialState(ALL)), eager, 2e-4);
  });
  it('leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await train(eagerProgram(trainingStep([0]), shapesOf(1)), initialState([0]));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('compiled', () => {
  beforeAll(async () => {
    await startBackend('cpu');
  });

  it('in float64 is what the interpreter computes', async () => {
    const { state, outputs } = trace(trainingStep(ALL), shapesOf(ALL.length));
    const names = [...Object.keys(state), ...Object.keys(outputs)];
    let arrays: Record<string, NdArray> = initialState(ALL);
    for (let t = 1; t <= STEPS; t++) {
      const feeds = Object.fromEntries(
        Object.entries(arrays).map(([name, array]) => [`state ${name}`, array]),
      );
      const found = evaluate([...Object.values(state), ...Object.values(outputs)], {
        ...feeds,
        'input rates': rates(t),
      });
      arrays = Object.fromEntries(names.map((name, i) => [name, found[i] ?? rates(t)]));
    }
    expectClose(await train(await compiled(ALL, { precision: 'float64' }), initialState(ALL)), arrays, 1e-12);
  });

  it('lowers chi2 in every replica', async () => {
    const program = await compiled(ALL, { precision: 'float32' });
    await program.setState(initialState(ALL));
    const first = await program.step({ rates: rates(1) });
    const last = await train(program, initialState(ALL));
    first.train.data.forEach((chi2, r) => expect(last['train']?.data[r]).toBeLessThan(chi2 / 2));
  });

  it.each(['float32', 'float64'] as const)('in %s keeps replicas apart', async (precision) => {
    const alone = await train(await compiled(ALL, { precision }), initialState(ALL));

    const poisoned = initialState(ALL);
    poisoned.k1.data[poisoned.k1.data.length / ALL.length] = Number.NaN;
    const others = [0, 2];
    const beside = await train(await compiled(ALL, { precision }), poisoned);
    expect(beside['train']?.data[1]).toBeNaN();
    expect(select(beside, others)).toEqual(select(alone, others));

    const order = [2, 0, 1];
    const permuted = await train(await compiled(order, { precision }), initialState(order));
    expect(permuted).toEqual(select(alone, order));

    const single = await train(await compiled([2], { precision }), initialState([2]));
    expectClose(single, select(alone, [2]), precision === 'float64' ? 1e-12 : 1e-4);

    const threaded = await train(await compiled(ALL, { precision, threads: 2 }), initialState(ALL));
    expect(threaded).toEqual(alone);
  });
});
