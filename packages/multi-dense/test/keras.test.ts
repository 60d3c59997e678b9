import { fromNested, type Nested, ndarray } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  type Activation,
  denseReference,
  fromKeras,
  NetworkError,
  type NetworkSettings,
  replicaOf,
  stackReplicas,
  toKeras,
} from '../src/index.ts';
import { normals, randomParams } from './networks.ts';

const SETTINGS: NetworkSettings = {
  inputs: 2,
  nodes: [5, 3],
  activations: ['tanh', 'linear'],
  initializer: 'glorot_uniform',
};
const PARAMS = randomParams(SETTINGS, [1, 2, 3]);
const split = [0, 1, 2].map((r) => replicaOf(PARAMS, r));

describe('split and merge', () => {
  it('are inverse to each other, in any grouping', () => {
    expect(split[1]?.['kernel_0']?.shape).toEqual([1, 5, 2]);
    expect(stackReplicas(split)).toEqual(PARAMS);
    expect(stackReplicas([stackReplicas(split.slice(0, 2)), stackReplicas(split.slice(2))])).toEqual(PARAMS);
    expect(stackReplicas([])).toEqual({});
  });
  it('copy: the batch stays as it is', () => {
    const [first = {}] = [replicaOf(PARAMS, 0)];
    first['kernel_0']?.data.fill(0);
    expect(replicaOf(PARAMS, 0)).toEqual(split[0]);
  });
  it('work for variables of any rank, such as exponents', () => {
    const params = { alpha: ndarray([1, 2, 3, 4], [2, 2, 1]), loss: ndarray([5, 6], [2]) };
    expect(replicaOf(params, 1)).toEqual({ alpha: ndarray([3, 4], [1, 2, 1]), loss: ndarray([6], [1]) });
    expect(stackReplicas([replicaOf(params, 0), replicaOf(params, 1)])).toEqual(params);
  });
  it('refuse an absent replica, other names and other shapes', () => {
    expect(() => replicaOf(PARAMS, 3)).toThrow('row 3');
    const { bias_1: _, ...rest } = split[0] ?? {};
    expect(() => stackReplicas([PARAMS, rest])).toThrow(NetworkError);
    expect(() => stackReplicas([PARAMS, { ...rest, other: ndarray([0], [1]) }])).toThrow('bias_1');
    expect(() => stackReplicas([PARAMS, { ...PARAMS, bias_1: normals(1, [1, 2, 1]) }])).toThrow(
      'shape [1, 2, 1]',
    );
  });
});

describe('the layout of Keras', () => {
  it('is [in, out] and [out] in one list', () => {
    const kernel = fromNested([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const params = fromKeras([kernel, ndarray([7, 8, 9], [3])]);
    expect(params).toEqual({
      kernel_0: fromNested([
        [
          [1, 4],
          [2, 5],
          [3, 6],
        ],
      ]),
      bias_0: fromNested([[[7], [8], [9]]]),
    });
  });
  it('goes there and back', () => {
    for (const params of split) {
      expect(fromKeras(toKeras(params))).toEqual(params);
      expect(toKeras({ ...params, alpha: ndarray([1], [1, 1, 1]) })).toEqual(toKeras(params));
    }
  });
  it('refuses lists without biases, batches and records without kernels', () => {
    expect(() => fromKeras([normals(1, [2, 3])])).toThrow(NetworkError);
    expect(() => fromKeras([normals(1, [2, 3]), normals(1, [3, 4])])).toThrow('shapes [2, 3], [3, 4]');
    expect(() => toKeras(PARAMS)).toThrow('3 replicas');
    expect(() => toKeras({ alpha: ndarray([1], [1]) })).toThrow('kernel_0');
  });
});

sharedSuite('recorded networks', 'fixtures/model.json', () => {
  it('of the written specification (tanh, sigmoid, linear)', () => {
    interface Forward {
      activations: Activation[];
      kernels: Nested[];
      biases: Nested[];
      x: number[];
      nn_out: Nested[];
    }
    const { pdf_forward_logx: recorded } = readShared<{ pdf_forward_logx: Forward }>(
      'fixtures',
      'model.json',
    );
    const weights = recorded.kernels.flatMap((kernel, i) => [
      fromNested(kernel),
      fromNested(recorded.biases[i] ?? []),
    ]);
    const settings: NetworkSettings = { ...SETTINGS, nodes: [5, 4, 8], activations: recorded.activations };
    const input = ndarray([...recorded.x, ...recorded.x.map(Math.log)], [2, recorded.x.length]);
    const out = denseReference(settings, fromKeras(weights), input);
    expect(out.data).toBeAllclose(transposed(recorded.nn_out), { rtol: 1e-13 });
  });
});

sharedSuite('networks of n3fit', 'fixtures/basic3.json', () => {
  it('three replicas at 15 points', () => {
    interface Recorded {
      initial_weights: { nn: Nested[] }[];
      pdf_step0: { x: number[]; nn_output: Nested[][] };
    }
    const { initial_weights, pdf_step0 } = readShared<Recorded>('fixtures', 'basic3.json');
    const settings: NetworkSettings = {
      ...SETTINGS,
      nodes: [15, 10, 8],
      activations: ['sigmoid', 'sigmoid', 'linear'],
    };
    const input = ndarray([...pdf_step0.x, ...pdf_step0.x.map(Math.log)], [2, pdf_step0.x.length]);
    initial_weights.forEach(({ nn }, r) => {
      const out = denseReference(settings, fromKeras(nn.map((array) => fromNested(array))), input);
      // Recorded to 10 digits.
      expect(out.data).toBeAllclose(transposed(pdf_step0.nn_output[r] ?? []), { rtol: 1e-9, atol: 1e-10 });
    });
    expect(initial_weights.length).toBe(3);
  });
});

/** Numbers `[N, F]` as `[F, N]`, flattened. */
function transposed(nested: readonly Nested[]): number[] {
  const rows = nested.map((values) => Array.from(fromNested(values).data));
  return (rows[0] ?? []).flatMap((_, f) => rows.map((values) => values[f] ?? Number.NaN));
}
