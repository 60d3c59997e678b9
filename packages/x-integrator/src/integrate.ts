import * as tf from '@tensorflow/tfjs-core';

/**
 * Contracts one axis with weights: `sum_i weights[i] values[.., i, ..]`.
 *
 * @param values any shape, usually `[R, F, N]`
 * @param weights `[N]`; on the last axis also `[F, N]`, one row of weights per flavour
 * @param axis the axis to contract, by default the last
 * @returns the shape of `values` without that axis, usually `[R, F]`
 */
export function integrate(values: tf.Tensor, weights: tf.Tensor, axis = -1): tf.Tensor {
  const at = axis < 0 ? values.rank + axis : axis;
  const trailing = values.rank - 1 - at;
  const aligned =
    trailing === 0 ? weights : tf.reshape(weights, [...weights.shape, ...Array<number>(trailing).fill(1)]);
  return tf.sum(tf.mul(values, aligned), at);
}
