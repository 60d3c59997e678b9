import * as tf from '@tensorflow/tfjs-core';
import { countLayers, kernelName, variable } from './layers.ts';

/**
 * `l1 sum |W| + l2 sum W^2` over all kernels of each replica, to be added to its training loss. Biases are free.
 *
 * @param params `kernel_0` `[R, out, in]`, ...; other names are ignored
 * @param l1 scalar
 * @param l2 scalar
 * @returns `[R]`. Throws `NetworkError` if there is no kernel.
 */
export function kernelPenalty(
  params: Readonly<Record<string, tf.Tensor>>,
  l1: tf.Tensor,
  l2: tf.Tensor,
): tf.Tensor {
  const kernels = Array.from({ length: countLayers(params) }, (_, i) => variable(params, kernelName(i)));
  return kernels
    .map((kernel) => tf.sum(tf.add(tf.mul(l1, tf.abs(kernel)), tf.mul(l2, tf.square(kernel))), [1, 2]))
    .reduce((total, term) => tf.add(total, term));
}
