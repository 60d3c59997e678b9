import * as tf from '@tensorflow/tfjs-core';

/**
 * `t` for t > 0 and `alpha (e^t - 1)` below, written so that every backend has its gradient.
 *
 * @param alpha scalar; 1e-7 in the NNPDF fits (arXiv:2109.02653, equation 3.11)
 */
export function elu(t: tf.Tensor, alpha: tf.Tensor): tf.Tensor {
  const negativePart = tf.neg(tf.relu(tf.neg(t)));
  return tf.add(tf.relu(t), tf.mul(alpha, tf.sub(tf.exp(negativePart), 1)));
}

/**
 * `ELU(-lambda y)` of every point of the positivity sets: large where a prediction is negative. The multiplier acts
 * inside the ELU.
 *
 * @param predictions `[R, n]`
 * @param multipliers `[n]`, the multiplier of the set that each point belongs to
 * @param alpha scalar
 * @returns `[R, n]`; {@link sumPerSet} sums it
 */
export function positivityLoss(predictions: tf.Tensor, multipliers: tf.Tensor, alpha: tf.Tensor): tf.Tensor {
  return elu(tf.neg(tf.mul(predictions, multipliers)), alpha);
}

/**
 * `(lambda y)^2` of every point of the integrability sets. The multiplier is squared, as in n3fit.
 *
 * @param predictions `[R, n]`
 * @param multipliers `[n]`
 * @returns `[R, n]`
 */
export function integrabilityLoss(predictions: tf.Tensor, multipliers: tf.Tensor): tf.Tensor {
  return tf.square(tf.mul(predictions, multipliers));
}

/**
 * Sums points per set.
 *
 * @param losses `[R, n]`
 * @param members `[n, S]` of 0 and 1: which set each point belongs to
 * @returns `[R, S]`
 */
export function sumPerSet(losses: tf.Tensor, members: tf.Tensor): tf.Tensor {
  return tf.matMul(losses, members);
}
