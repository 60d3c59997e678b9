/**
 * Monte Carlo replicas of the data.
 *
 * ```ts
 * const seed = groupSeed(replicaSeed(1, 5), ['NMCPD', 'CMSZDIFF12']); // replica 5 of mcseed 1
 * const replica = samplePseudodata({ central, squareRoot: cholesky(covariance), seed }); // [n]
 * ```
 *
 * @module
 */
export { groupSeed } from './group-seed.ts';
export { multiplicativeErrors } from './multiplicative-errors.ts';
export { PseudodataError, samplePseudodata } from './sample.ts';
export type { DatasetMultiplicative, Multiplicative } from './multiplicative.ts';
export type { MeasuredDataset } from './multiplicative-errors.ts';
export type { PseudodataOptions } from './sample.ts';
