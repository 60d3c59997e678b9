/**
 * Covariance matrices of data sets with correlated systematic uncertainties: experimental and t0.
 *
 * ```ts
 * const covariance = buildCovariance(datasets.map((dataset, i) => ({ dataset, truth: t0[i] })));
 * const root = squareRoot(denseCovariance(covariance), covariance.datasets);
 * const perPoint = chi2(difference, root) / covariance.points;
 * ```
 *
 * @module
 */
export { buildCovariance } from './build-covariance.ts';
export { denseCovariance } from './dense.ts';
export { chi2, squareRoot } from './square-root.ts';
export { eigenmodes } from './eigenmodes.ts';
export { withUncorrelatedPart } from './uncorrelated-part.ts';
export { CovarianceError } from './covariance-error.ts';
export type { Covariance, CovarianceDataset, CovarianceEntry } from './build-covariance.ts';
export type { Eigenmodes } from './eigenmodes.ts';
export type { DatasetSpan } from './covariance-error.ts';
