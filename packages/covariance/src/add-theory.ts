import { type NdArray, zeros } from '@parton/ndarray';
import type { Covariance } from './build-covariance.ts';
import { CovarianceError } from './covariance-error.ts';

/**
 * The sum `[n, n]` of an experimental and a theory covariance; the first as it is where there is no theory.
 *
 * Throws {@link CovarianceError} if they belong to different numbers of points.
 */
export function addTheory(experimental: NdArray, theory: NdArray | undefined): NdArray {
  if (theory === undefined) return experimental;
  checkPoints(theory.shape, experimental.shape);
  return {
    shape: experimental.shape,
    data: experimental.data.map((value, k) => value + (theory.data[k] ?? 0)),
  };
}

/**
 * The same covariance with more correlated sources: `diag(variances) + columns columns^T + more more^T`. That is how a
 * theory covariance enters a chi2 with nuisance parameters.
 *
 * @param more `[n, k]`, units of the data
 *
 * Throws {@link CovarianceError} if they belong to another number of points.
 */
export function withColumns(covariance: Covariance, more: NdArray): Covariance {
  const { points, columns } = covariance;
  const [, before = 0] = columns.shape;
  const [, added = 0] = more.shape;
  checkPoints(more.shape, [points, added]);
  const joined = zeros([points, before + added]);
  for (let i = 0; i < points; i++) {
    const start = i * (before + added);
    joined.data.set(columns.data.subarray(i * before, (i + 1) * before), start);
    joined.data.set(more.data.subarray(i * added, (i + 1) * added), start + before);
  }
  return { ...covariance, columns: joined };
}

function checkPoints(found: readonly number[], expected: readonly number[]): void {
  if (found.join() === expected.join()) return;
  throw new CovarianceError({
    found: `a theory covariance [${found.join(', ')}]`,
    expected: `[${expected.join(', ')}] as the data have points`,
    cure: 'Keep all data in one group',
  });
}
