/**
 * chi2, positivity and integrability per replica, and the schedule of their multipliers. All losses are `[R]`:
 * one number per replica, nothing is summed over replicas.
 *
 * ```ts
 * const loss = chi2Diagonal(tf.sub(predictions, data), weights); // [R, n], [R, n] -> [R]
 * ```
 *
 * @module
 */
export { chi2Dense, chi2Diagonal, chi2Nuisance } from './chi2.ts';
export { denseInverse, diagonalWeights, fewestColumns, nuisanceConstants } from './chi2-constants.ts';
export { elu, integrabilityLoss, positivityLoss, sumPerSet } from './penalties.ts';
export { multiplierAt, multiplierSchedule } from './multiplier-schedule.ts';
export type { NuisanceTensors } from './chi2.ts';
export type { NuisanceConstants } from './chi2-constants.ts';
export type { MultiplierSchedule } from './multiplier-schedule.ts';
