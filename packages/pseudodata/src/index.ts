/**
 * Monte Carlo replicas of the data, and the data of closure tests.
 *
 * ```ts
 * const seed = groupSeed(replicaSeed(1, 5), ['NMCPD', 'CMSZDIFF12']); // replica 5 of mcseed 1
 * const replica = samplePseudodata({ central, squareRoot: cholesky(covariance), seed }); // [n]
 * ```
 *
 * @module
 */
export { closureData } from './closure-data.ts';
export { groupSeed } from './group-seed.ts';
export { multiplicativeErrors } from './multiplicative-errors.ts';
export { mayBeNegative } from './may-be-negative.ts';
export { PseudodataError } from './pseudodata-error.ts';
export { samplePseudodata } from './sample.ts';
export type { DatasetMultiplicative, Multiplicative } from './multiplicative.ts';
export type { ClosureDataset, ClosureNoise, ClosureOptions, Inconsistency } from './closure-data.ts';
export type { MeasuredDataset, MeasuredSystematic } from './measured-dataset.ts';
export type { ProcessedDataset } from './may-be-negative.ts';
export type { PseudodataOptions } from './sample.ts';
