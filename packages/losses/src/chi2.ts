import * as tf from '@tensorflow/tfjs-core';

/** The constants of {@link chi2Nuisance}, as tensors; `nuisanceConstants` makes them. */
export interface NuisanceTensors {
  /** `[R, n]`: 1 / uncorrelated variance where the point counts, 0 where it does not. */
  readonly weights: tf.Tensor;
  /** `[n, k]`: correlated systematic uncertainties, in units of the data. */
  readonly columns: tf.Tensor;
  /** `[R, k, k]`: the inverse of `1 + columns^T diag(weights) columns`. */
  readonly inner: tf.Tensor;
}

/**
 * `sum_ij d_i V_ij d_j` for a full inverse covariance: the definition, and the readable reference of the other two.
 *
 * @param difference `[R, n]`, prediction minus data
 * @param inverse `[n, n]`, or `[R, n, n]` where replicas have masks of their own
 * @returns `[R]`, not divided by the number of points
 */
export function chi2Dense(difference: tf.Tensor, inverse: tf.Tensor): tf.Tensor {
  const [replicas = 0, points = 0] = difference.shape;
  if (inverse.rank === 2) return tf.sum(tf.mul(tf.matMul(difference, inverse), difference), 1);
  const column = tf.reshape(difference, [replicas, points, 1]);
  return tf.sum(tf.mul(tf.matMul(inverse, column), column), [1, 2]);
}

/**
 * `sum_i w_i d_i^2`: chi2 of uncorrelated points or of eigenmodes, the weights being mask / eigenvalue.
 *
 * @param difference `[R, n]`
 * @param weights `[R, n]` or `[n]`
 * @returns `[R]`
 */
export function chi2Diagonal(difference: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(tf.square(difference), weights), 1);
}

/**
 * chi2 for a covariance `diag(variances) + columns columns^T`, without ever forming its inverse: the best nuisance
 * parameters are `t = inner columns^T (w d)`, and chi2 is what is left plus their penalty,
 * `sum_i w_i (d - columns t)_i^2 + sum_k t_k^2` (equal to the dense form by the Woodbury identity). For R replicas with
 * masks of their own it needs `R k^2 + n k` numbers instead of `R n^2`, and no large terms cancel.
 *
 * @param difference `[R, n]`
 * @param stopGradient takes a tensor as constant in gradients. t minimises chi2, so its own derivative contributes nothing
 *   (the envelope theorem), and half of the backward pass can be left out; without it the gradient is the same, and slower
 * @returns `[R]`
 */
export function chi2Nuisance(
  difference: tf.Tensor,
  { weights, columns, inner }: NuisanceTensors,
  stopGradient: (shifts: tf.Tensor) => tf.Tensor = (shifts) => shifts,
): tf.Tensor {
  const [replicas = 0] = difference.shape;
  const count = columns.shape[1] ?? 0;
  const projected = tf.matMul(tf.mul(difference, weights), columns);
  const best = tf.matMul(inner, tf.reshape(projected, [replicas, count, 1]));
  const shifts = stopGradient(tf.reshape(best, [replicas, count]));
  const rest = tf.sub(difference, tf.matMul(shifts, columns, false, true));
  return tf.add(chi2Diagonal(rest, weights), tf.sum(tf.square(shifts), 1));
}
