import { toTensor } from '@parton/backend';
import { type NdArray, ndarray, size } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import type * as tf from '@tensorflow/tfjs-core';
import { initNetwork, type NetworkSettings } from '../src/index.ts';

/** Standard normals. */
export function normals(seed: number, shape: readonly number[]): NdArray {
  const generator = pcg64(seed);
  return ndarray(
    Array.from({ length: size(shape) }, () => generator.normal()),
    shape,
  );
}

/** Initial parameters with biases that are not zero. */
export function randomParams(settings: NetworkSettings, seeds: readonly number[]): Record<string, NdArray> {
  const params = initNetwork(settings, seeds);
  const entries = Object.entries(params).map(([name, array], i) =>
    name.startsWith('kernel')
      ? [name, array]
      : [
          name,
          ndarray(
            Float64Array.from(
              seeds.flatMap((seed) => [...normals(seed + 100 * i, array.shape.slice(1)).data]),
            ),
            array.shape,
          ),
        ],
  );
  return Object.fromEntries(entries);
}

export function tensors(params: Readonly<Record<string, NdArray>>): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(params).map(([name, array]) => [name, toTensor(array)]));
}

/** The points that a fit uses: x and ln x, `[2, N]`. */
export function xAndLogX(points: number): NdArray {
  const x = Array.from({ length: points }, (_, i) => 10 ** (-9 + (9 * i) / (points - 1)));
  return ndarray([...x, ...x.map(Math.log)], [2, points]);
}
