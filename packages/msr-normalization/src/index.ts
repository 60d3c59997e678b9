/**
 * Momentum, valence and triplet sum rules as normalisation factors, with a replica axis.
 *
 * ```ts
 * const { numerator, numeratorWeights, .. } = sumRuleConstants('ALL'); // plain arrays, to be made tensors
 * const factors = normalisationFactors(integrals, constants); // integrals [R, 14] -> [R, 14]
 * const normalised = tf.mul(tf.expandDims(factors, 2), pdf); // pdf [R, 14, N]
 * ```
 *
 * @module
 */
export { normalisationFactors } from './normalisation-factors.ts';
export { normalisationClasses, SUM_RULES } from './sum-rules.ts';
export { sumRuleConstants } from './sum-rule-constants.ts';
export { sumRuleFactorsReference } from './reference.ts';
export { SumRuleError } from './axial-charges.ts';
export type { SumRuleTensors } from './normalisation-factors.ts';
export type { SumRules } from './sum-rules.ts';
export type { SumRuleConstants } from './sum-rule-constants.ts';
