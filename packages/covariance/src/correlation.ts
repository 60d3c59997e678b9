import type { NdArray } from '@parton/ndarray';
import { CovarianceError, type DatasetSpan, pointName } from './covariance-error.ts';

/** `covariance_ij = sigmas_i correlation_ij sigmas_j`. */
export interface Correlation {
  /** `[n]`, units of the data. */
  readonly sigmas: Float64Array;
  /** `[n, n]`, with 1 on the diagonal. */
  readonly correlation: NdArray;
}

/**
 * Splits a covariance `[n, n]` into uncertainties and correlations. Everything else is computed from the correlations:
 * the data come in units of very different sizes, and decompositions should not see that.
 * Throws {@link CovarianceError} for a variance that is not positive or an element that is not finite.
 */
export function correlationOf(covariance: NdArray, datasets: readonly DatasetSpan[]): Correlation {
  const [n = 0] = covariance.shape;
  const fail = (i: number, found: string, expected: string): never => {
    throw new CovarianceError({ where: { key: pointName(datasets, i) }, found, expected });
  };
  const sigmas = Float64Array.from({ length: n }, (_, i) => {
    const variance = covariance.data[i * n + i] ?? 0;
    return variance > 0 ? Math.sqrt(variance) : fail(i, `a variance of ${variance}`, 'a variance > 0');
  });
  const correlation = covariance.data.map((value, k) => {
    const i = Math.floor(k / n);
    if (!Number.isFinite(value)) fail(i, `a covariance of ${value}`, 'a finite number');
    return value / ((sigmas[i] ?? 1) * (sigmas[k % n] ?? 1));
  });
  return { sigmas, correlation: { shape: covariance.shape, data: correlation } };
}
