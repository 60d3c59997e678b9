import * as tf from '@tensorflow/tfjs-core';

/**
 * Exponents moved to the nearest end of their range where an optimiser has left it. n3fit rescales instead, which
 * differs by 1e-7 and is singular near 0.
 *
 * @param exponents `[R, F, 1]`
 * @param low `[F, 1]`
 * @param high `[F, 1]`
 * @returns `[R, F, 1]`
 */
export function clipToRange(exponents: tf.Tensor, low: tf.Tensor, high: tf.Tensor): tf.Tensor {
  return tf.minimum(tf.maximum(exponents, low), high);
}
