import * as tf from '@tensorflow/tfjs-core';
import type { SumRuleConstants } from './sum-rule-constants.ts';

/** The constants as tensors of the same shapes. */
export type SumRuleTensors = Readonly<Record<keyof SumRuleConstants, tf.Tensor>>;

/**
 * The factors that make the integrals of a PDF obey the sum rules. Nothing guards against a vanishing integral, and
 * factors may be negative, as in n3fit. No replica influences another.
 *
 * @param integrals `[R, 14]` of the PDF before normalisation: of `x f` for Sigma and g, of `f` for V, V3, V8, V15 (for
 *   polarised PDFs: T3, T8)
 * @param photon `[R, 1]`, the momentum fraction of the photon; absent without QED
 * @returns `[R, 14]`
 */
export function normalisationFactors(
  integrals: tf.Tensor,
  constants: SumRuleTensors,
  photon?: tf.Tensor,
): tf.Tensor {
  const quarks = tf.add(constants.numerator, tf.matMul(integrals, constants.numeratorWeights));
  const numerator = photon === undefined ? quarks : tf.add(quarks, tf.mul(photon, constants.photonWeights));
  return tf.div(numerator, tf.add(constants.denominator, tf.matMul(integrals, constants.denominatorWeights)));
}
