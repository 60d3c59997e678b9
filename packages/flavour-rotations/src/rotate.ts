import * as tf from '@tensorflow/tfjs-core';

/**
 * Applies one matrix to the flavours of every replica: `out[r, g, n] = sum_f matrix[g, f] values[r, f, n]`.
 * The gradient flows to the values only: the matrix is a constant.
 *
 * @param matrix `[G, F]`
 * @param values `[R, F, N]`
 * @returns `[R, G, N]`
 */
export function rotate(matrix: tf.Tensor, values: tf.Tensor): tf.Tensor {
  return tf.matMul(tf.reshape(matrix, [1, ...matrix.shape]), values);
}
