import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import {
  applyNetwork,
  initNetwork,
  type NetworkSettings,
  replicaOf,
  stackReplicas,
} from '@parton/multi-dense';
import { type NdArray, ndarray } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import { type ExponentRange, initExponents, logarithms, prefactor } from '@parton/preprocessing';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type Arrays, type GradientTransformation, optimizerByName, type Tensors } from '../src/index.ts';
import { drive, tensorsOf } from './drive.ts';

/**
 * A toy fit with everything that a real one has at this level: a network times a prefactor with trained exponents, data of
 * its own for each replica, Nadam and the clip of NNPDF's production runs, which is active in every step.
 */
const NETWORK: NetworkSettings = {
  inputs: 2,
  nodes: [8, 6, 2],
  activations: ['tanh', 'tanh', 'linear'],
  initializer: 'glorot_normal',
};
const RANGES: readonly ExponentRange[] = [
  { fl: 'g', smallx: [0.8, 1.1], largex: [2, 5], trainable: true },
  { fl: 'v', smallx: [0.5, 0.7], largex: [1.2, 2.8], trainable: true },
];
const SEEDS = [11, 22, 33, 44];
const X = Float64Array.from({ length: 12 }, (_, i) => 10 ** (-5 + (5 * i) / 12));
const PRODUCTION = { name: 'Nadam', learningRate: 2.621e-3, clipnorm: 6.073e-6 };
const OWN_AXES = { alpha: 2, beta: 2 };

/** `target` is data, not a parameter; it travels with its replica. */
const all: Arrays = {
  ...initNetwork(NETWORK, SEEDS),
  ...initExponents(RANGES, SEEDS),
  target:
    stackReplicas(SEEDS.map((seed, r) => ({ target: data(seed, 10 ** r) })))['target'] ?? ndarray([], [0]),
};

/** Data of very different sizes, hence gradients of very different sizes. */
function data(seed: number, scale: number): NdArray {
  const generator = pcg64(seed);
  return ndarray(
    Float64Array.from({ length: 2 * X.length }, () => scale * generator.normal()),
    [1, 2, X.length],
  );
}

/** Gradients of the summed chi2 with respect to everything but the data. */
function gradients(params: Tensors, target: tf.Tensor): Tensors {
  const { logX, log1mX } = logarithms(X);
  const logs = { logX: toTensor(logX), log1mX: toTensor(log1mX) };
  const input = toTensor(ndarray([...X, ...logX.data], [2, X.length]));
  const names = Object.keys(params);
  const chi2 = (...values: tf.Tensor[]): tf.Scalar => {
    const p = Object.fromEntries(names.map((name, i) => [name, values[i] ?? tf.scalar(0)]));
    const factor = prefactor({ alpha: p['alpha'] ?? tf.scalar(0), beta: p['beta'] ?? tf.scalar(0) }, logs);
    const prediction = tf.mul(factor, applyNetwork(NETWORK, p, input));
    return tf.sum(tf.squaredDifference(prediction, target));
  };
  const found = tf.grads(chi2)(names.map((name) => params[name] ?? tf.scalar(0)));
  return Object.fromEntries(names.map((name, i) => [name, found[i] ?? tf.scalar(0)]));
}

async function fit(start: Arrays, steps: number, optimizer = production()): Promise<Record<string, NdArray>> {
  const { target, ...params } = start;
  const fixed = tensorsOf({ target: target ?? ndarray([], [0]) });
  const end = await drive(optimizer, params, steps, (now) => gradients(now, fixed['target'] ?? tf.scalar(0)));
  tf.dispose(fixed);
  return end;
}
const production = (ownAxes: Readonly<Record<string, number>> = OWN_AXES): GradientTransformation =>
  optimizerByName({ ...PRODUCTION, ownAxes });

const batchOf = (arrays: Arrays, replicas: readonly number[]) =>
  stackReplicas(replicas.map((r) => replicaOf(arrays, r)));
const worst = (a: Arrays, b: Arrays): number =>
  Math.max(
    ...Object.entries(a).map(([name, { data }]) =>
      data.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[name]?.data[i] ?? Number.NaN))), 0),
    ),
  );

eachBackend('the replica law', () => {
  it('a replica is the same after 200 steps alone, in any part of the batch and in any order', async () => {
    const together = await fit(all, 200);
    expect(worst(together, all)).toBeGreaterThan(0.1); // they did move
    for (const batch of [[0], [1], [2], [3], [3, 0, 2], [3, 1, 0, 2]]) {
      const apart = await fit(batchOf(all, batch), 200);
      const expected = batchOf(together, batch);
      // The same rows in another order are the same bits. Another number of rows may be another blocking of the same
      // float32 sums: 6e-8 in a step, amplified by the fit.
      if (batch.length === 4) expect(apart).toEqual(expected);
      for (const [name, { data }] of Object.entries(expected)) {
        expect(apart[name]?.data ?? []).toBeAllclose(data, { atol: 2e-5 });
      }
    }
  });

  it('is broken by a clip of whole variables, as in n3fit: the test above can fail', async () => {
    const whole = Object.fromEntries(Object.keys(all).map((name) => [name, 0]));
    const [together, alone] = [
      await fit(all, 200, production(whole)),
      await fit(batchOf(all, [0]), 200, production(whole)),
    ];
    expect(worst(alone, batchOf(together, [0]))).toBeGreaterThan(0.05);
  });

  it.each(['parameters', 'data'] as const)(
    'NaN in the %s of one replica leaves the others bit-identical after 50 steps',
    async (what) => {
      const poisoned = structuredClone(all);
      const array = poisoned[what === 'data' ? 'target' : 'kernel_1'];
      array?.data.fill(Number.NaN, array.data.length / 2, array.data.length / 2 + 1);
      const [clean, spoilt] = [await fit(all, 50), await fit(poisoned, 50)];
      expect(batchOf(spoilt, [0, 1, 3])).toEqual(batchOf(clean, [0, 1, 3]));
      expect(replicaOf(spoilt, 2)['kernel_1']?.data.some(Number.isNaN)).toBe(true);
    },
  );

  it('the same seeds give the same bits', async () => {
    expect(await fit(all, 20)).toEqual(await fit(all, 20));
  });
});
