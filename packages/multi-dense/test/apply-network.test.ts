import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { fromNested, type NdArray, ndarray, row, size } from '@parton/ndarray';
import { numericalGradient } from '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  applyNetwork,
  denseReference,
  kernelPenalty,
  NetworkError,
  type NetworkSettings,
  replicaOf,
  stackReplicas,
} from '../src/index.ts';
import { normals, randomParams, tensors, xAndLogX } from './networks.ts';

const SETTINGS: NetworkSettings = {
  inputs: 2,
  nodes: [25, 20, 8],
  activations: ['tanh', 'sigmoid', 'linear'],
  initializer: 'glorot_normal',
};
const SEEDS = [3, 14, 159, 2653];
const INPUT = xAndLogX(40);
const PARAMS = randomParams(SETTINGS, SEEDS);

/** Every output of every replica has a weight of its own, so that no gradient cancels. */
const WEIGHTS = normals(7, [SEEDS.length, 8, 40]);
type Params = Readonly<Record<string, NdArray>>;

/** Gradients of `sum(weights * network)`. */
async function gradients(params: Params, weights: NdArray, settings = SETTINGS, input = INPUT) {
  const names = Object.keys(params);
  const variables = tensors(params);
  const w = toTensor(weights);
  const loss = (...values: tf.Tensor[]): tf.Scalar => {
    const record = Object.fromEntries(names.map((name, i) => [name, values[i] ?? tf.scalar(Number.NaN)]));
    return tf.sum(tf.mul(w, applyNetwork(settings, record, toTensor(input))));
  };
  const found = tf.grads(loss)(names.map((name) => variables[name] ?? tf.scalar(Number.NaN)));
  const out: Record<string, NdArray> = {};
  for (const [i, name] of names.entries()) {
    const gradient = found[i] ?? tf.scalar(Number.NaN);
    out[name] = ndarray(Float64Array.from(await gradient.data()), gradient.shape);
  }
  return out;
}

async function forward(params: Params, settings = SETTINGS, input = INPUT): Promise<NdArray> {
  const out = applyNetwork(settings, tensors(params), toTensor(input));
  return ndarray(Float64Array.from(await out.data()), out.shape);
}

const subset = (replicas: readonly number[]) => stackReplicas(replicas.map((r) => replicaOf(PARAMS, r)));
const pick = (array: NdArray, replicas: readonly number[]) =>
  ndarray(Float64Array.from(replicas.flatMap((r) => [...row(array, r).data])), [
    replicas.length,
    ...array.shape.slice(1),
  ]);
const largest = (array: NdArray) => array.data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

describe('denseReference', () => {
  it('is a network: two points of a [2, 2, 1] tanh network, worked out by hand', () => {
    const settings: NetworkSettings = { ...SETTINGS, nodes: [2, 1], activations: ['tanh', 'linear'] };
    const params = {
      kernel_0: fromNested([
        [
          [0.5, -1],
          [0.25, 2],
        ],
      ]),
      bias_0: fromNested([[[0.1], [-0.2]]]),
      kernel_1: fromNested([[[1.5, -0.5]]]),
      bias_1: fromNested([[[0.3]]]),
    };
    const at = (a: number, b: number) => {
      const [first, second] = [Math.tanh(0.5 * a - b + 0.1), Math.tanh(0.25 * a + 2 * b - 0.2)];
      return 1.5 * first - 0.5 * second + 0.3;
    };
    const out = denseReference(
      settings,
      params,
      fromNested([
        [1, 0.3],
        [-2, 0.7],
      ]),
    );
    expect(out.shape).toEqual([1, 2]);
    expect(out.data).toBeAllclose([at(1, -2), at(0.3, 0.7)], { rtol: 1e-15 });
    expect(out.data).toBeAllclose([2.2831704971610223, -0.7604220225134941], { rtol: 1e-14 });
  });
});

eachBackend('applyNetwork', () => {
  it('agrees with the reference for every replica', async () => {
    const out = await forward(PARAMS);
    expect(out.shape).toEqual([4, 8, 40]);
    SEEDS.forEach((_, r) => {
      const expected = denseReference(SETTINGS, replicaOf(PARAMS, r), INPUT);
      expect(row(out, r).data).toBeAllclose(expected.data, { atol: 2e-6 });
    });
  });

  // One layer with the unit matrix shows the activation itself; z runs over both signs and zero.
  const z = ndarray(
    Float64Array.from({ length: 27 }, (_, i) => (i - 13) / 3),
    [3, 9],
  );
  const unit = (activation: NetworkSettings['activations'][number]) => ({
    settings: { ...SETTINGS, inputs: 3, nodes: [3], activations: [activation] },
    params: {
      kernel_0: fromNested([
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      ]),
      bias_0: ndarray([0, 0, 0], [1, 3, 1]),
    },
  });
  it.each(ACTIVATIONS)('%s', async (activation) => {
    const { settings, params } = unit(activation);
    const expected = denseReference(settings, params, z);
    expect((await forward(params, settings, z)).data).toBeAllclose(expected.data, { rtol: 1e-6, atol: 1e-7 });
  });
  it('square_singlet of exactly two outputs squares both', async () => {
    const settings: NetworkSettings = { ...SETTINGS, nodes: [2], activations: ['square_singlet'] };
    const params = {
      kernel_0: fromNested([
        [
          [1, 0],
          [0, 1],
        ],
      ]),
      bias_0: ndarray([0, 0], [1, 2, 1]),
    };
    expect((await forward(params, settings, fromNested([[-2], [3]]))).data).toBeAllclose([4, 9]);
  });

  it.each(ACTIVATIONS)(
    '%s: the gradient agrees with central differences of the reference',
    async (activation) => {
      const settings: NetworkSettings = {
        inputs: 2,
        nodes: [4, 3],
        activations: activation === 'square_singlet' ? ['tanh', activation] : [activation, 'linear'],
        initializer: 'glorot_uniform',
      };
      const params = randomParams(settings, [5, 6]);
      const input = normals(8, [2, 6]);
      const weights = normals(9, [2, 3, 6]);
      const found = await gradients(params, weights, settings, input);
      for (const [name, array] of Object.entries(params)) {
        [0, 1].forEach((r) => {
          const alone = replicaOf(params, r);
          const loss = (values: Float64Array) => {
            const moved = { ...alone, [name]: ndarray(values, alone[name]?.shape ?? []) };
            const out = denseReference(settings, moved, input).data;
            return out.reduce((sum, value, i) => sum + value * (row(weights, r).data[i] ?? 0), 0);
          };
          const expected = numericalGradient(loss, row(array, r).data.slice());
          // Tensors are float32 (6e-8) and sum up to 18 terms of order 1; the differences are good to 1e-9.
          expect(row(found[name] ?? array, r).data).toBeAllclose(expected, { atol: 5e-6 });
        });
      }
    },
  );

  it('names an absent parameter', () => {
    const { bias_2: _, ...rest } = tensors(PARAMS);
    expect(() => applyNetwork(SETTINGS, rest, toTensor(INPUT))).toThrow(NetworkError);
    expect(() => applyNetwork(SETTINGS, rest, toTensor(INPUT))).toThrow('bias_2');
  });
});

eachBackend('the replica law', () => {
  it.each([[[2]], [[1, 2]], [[2, 0, 1]], [[3, 1, 0, 2]]])(
    'batch %j: outputs and gradients of each replica are those of the full batch',
    async (batch) => {
      const out = await forward(PARAMS);
      const all = await gradients(PARAMS, WEIGHTS);
      // Another batch size may be another blocking of the same float32 sums, hence not bits but a few 1e-7.
      expect((await forward(subset(batch))).data).toBeAllclose(pick(out, batch).data, { atol: 2e-6 });
      const some = await gradients(subset(batch), pick(WEIGHTS, batch));
      for (const [name, gradient] of Object.entries(some)) {
        const expected = pick(all[name] ?? gradient, batch);
        expect(gradient.data).toBeAllclose(expected.data, { atol: 2e-6 * largest(expected) });
      }
    },
  );

  it('another order of the replicas gives the same bits', async () => {
    const order = [3, 1, 0, 2];
    expect(await forward(subset(order))).toEqual(pick(await forward(PARAMS), order));
    const all = await gradients(PARAMS, WEIGHTS);
    for (const [name, gradient] of Object.entries(await gradients(subset(order), pick(WEIGHTS, order)))) {
      expect(gradient).toEqual(pick(all[name] ?? gradient, order));
    }
  });

  it('NaN in one replica leaves outputs and gradients of the others bit-identical', async () => {
    const poisoned = structuredClone(PARAMS);
    poisoned['kernel_1']?.data.fill(Number.NaN, 500, 501);
    const others = [0, 2, 3];
    expect(size([20, 25])).toBe(500); // so that element 500 belongs to replica 1
    const [clean, spoilt] = [await forward(PARAMS), await forward(poisoned)];
    expect(pick(spoilt, others)).toEqual(pick(clean, others));
    expect(row(spoilt, 1).data.every(Number.isNaN)).toBe(true);
    const [before, after] = [await gradients(PARAMS, WEIGHTS), await gradients(poisoned, WEIGHTS)];
    for (const [name, gradient] of Object.entries(before)) {
      expect(pick(after[name] ?? gradient, others)).toEqual(pick(gradient, others));
    }
  });

  it('the penalty of a replica is that of its own kernels', async () => {
    const [l1, l2] = [tf.scalar(0.25), tf.scalar(2)];
    const expected = SEEDS.map((_, r) => {
      const kernels = Object.entries(replicaOf(PARAMS, r)).filter(([name]) => name.startsWith('kernel_'));
      return kernels
        .flatMap(([, { data }]) => [...data])
        .reduce((sum, w) => sum + 0.25 * Math.abs(w) + 2 * w * w, 0);
    });
    const penalty = kernelPenalty(tensors(PARAMS), l1, l2);
    expect(penalty.shape).toEqual([4]);
    expect(await penalty.data()).toBeAllclose(expected, { rtol: 1e-6 });
    expect(() => kernelPenalty({}, l1, l2)).toThrow(NetworkError);
  });
});
