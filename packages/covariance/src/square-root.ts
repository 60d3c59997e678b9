import { cholesky, type NdArray, NotPositiveDefiniteError, solveLower } from '@parton/ndarray';
import { correlationOf } from './correlation.ts';
import { CovarianceError, type DatasetSpan, pointName } from './covariance-error.ts';

/**
 * The lower triangle S with `S S^T = covariance`: S_ij = sigma_i L_ij, with L the Cholesky factor of the correlation
 * matrix. Pseudodata are drawn with it, and {@link chi2} is computed from it.
 *
 * @param covariance `[n, n]`
 * @param datasets names the points in errors
 * @returns `[n, n]`
 *
 * Throws {@link CovarianceError} for a matrix that is not positive definite, with the first point where it shows.
 */
export function squareRoot(covariance: NdArray, datasets: readonly DatasetSpan[] = []): NdArray {
  const { sigmas, correlation } = correlationOf(covariance, datasets);
  const n = sigmas.length;
  const lower = choleskyOf(correlation, datasets);
  return { shape: lower.shape, data: lower.data.map((value, k) => value * (sigmas[Math.floor(k / n)] ?? 0)) };
}

function choleskyOf(correlation: NdArray, datasets: readonly DatasetSpan[]): NdArray {
  try {
    return cholesky(correlation);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    const { found, expected, cure } = error;
    const where = { key: pointName(datasets, error.pivot) };
    throw new CovarianceError({ where, found, expected, cure }, { cause: error });
  }
}

/**
 * `d^T covariance^-1 d`, not divided by the number of points: the readable reference, for one vector at a time.
 *
 * @param difference `[n]`, data minus prediction
 * @param root `[n, n]`, the {@link squareRoot} of the covariance
 */
export function chi2(difference: Float64Array, root: NdArray): number {
  return solveLower(root, difference).reduce((sum, residual) => sum + residual * residual, 0);
}
