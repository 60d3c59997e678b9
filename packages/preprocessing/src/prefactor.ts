import * as tf from '@tensorflow/tfjs-core';

/**
 * `x^(1-alpha) (1-x)^beta`, by which the network is multiplied to give `x f(x)`, as `exp((1-alpha) ln x + beta ln(1-x))`
 * (NNPDF, Eur. Phys. J. C 82 (2022) 428, section 3.1).
 *
 * @param exponents `[R, F, 1]` each
 * @param logs what `logarithms` returns, as tensors `[N]`
 * @returns `[R, F, N]`
 */
export function prefactor(
  { alpha, beta }: { readonly alpha: tf.Tensor; readonly beta: tf.Tensor },
  { logX, log1mX }: { readonly logX: tf.Tensor; readonly log1mX: tf.Tensor },
): tf.Tensor {
  return tf.exp(tf.add(tf.mul(tf.sub(1, alpha), logX), tf.mul(beta, log1mX)));
}
