/**
 * Covariance matrices of data sets with correlated systematic uncertainties: experimental, t0, and with theory.
 *
 * ```ts
 * const covariance = buildCovariance(datasets.map((dataset, i) => ({ dataset, truth: t0[i] })));
 * const root = squareRoot(denseCovariance(covariance), covariance.datasets);
 * const perPoint = chi2(difference, root) / covariance.points;
 * ```
 *
 * @module
 */
export { addTheory, withColumns } from './add-theory.ts';
export { buildCovariance } from './build-covariance.ts';
export { denseCovariance } from './dense.ts';
export { groupDatasets } from './group-datasets.ts';
export { samplingCovariance } from './sampling-covariance.ts';
export { chi2, squareRoot } from './square-root.ts';
export { eigenmodes } from './eigenmodes.ts';
export { withUncorrelatedPart } from './uncorrelated-part.ts';
export { CovarianceError } from './covariance-error.ts';
export type { Covariance, CovarianceDataset, CovarianceEntry } from './build-covariance.ts';
export type { Eigenmodes } from './eigenmodes.ts';
export type { DatasetSpan } from './covariance-error.ts';
export type { DatasetGroup, GroupKeys, Grouping } from './group-datasets.ts';
export type { SamplingOptions } from './sampling-covariance.ts';
