import { type NdArray, symmetricEigen, zeros } from '@parton/ndarray';
import type { Covariance } from './build-covariance.ts';
import type { DatasetSpan } from './covariance-error.ts';

/** Part of the smallest eigenvalue that becomes uncorrelated; all of it would leave a column of zeros. */
const PART = 0.9;

/**
 * The same matrix with an uncorrelated part at every point. Some data sets publish a full covariance as correlated sources
 * only; their variances are zero, although their own block is positive definite. Such a block is rewritten as a multiple
 * of its diagonal, from the smallest eigenvalue of its correlation matrix, plus as many columns as the set has points. A
 * chi2 with nuisance parameters needs this form.
 *
 * @param share a data set is rewritten if the variance of some point is below this part of its whole variance
 * @returns the covariance as it is where no set needs it; a set whose own block is singular is left alone
 */
export function withUncorrelatedPart(covariance: Covariance, share = 1e-5): Covariance {
  let result = covariance;
  let start = 0;
  for (const dataset of covariance.datasets) {
    if (lacks(covariance, start, dataset, share)) result = rewritten(result, start, dataset.points);
    start += dataset.points;
  }
  return result;
}

function lacks(
  { variances, columns }: Covariance,
  start: number,
  { points }: DatasetSpan,
  share: number,
): boolean {
  const k = columns.shape[1] ?? 0;
  for (let i = start; i < start + points; i++) {
    const line = columns.data.subarray(i * k, (i + 1) * k);
    const correlated = line.reduce((sum, value) => sum + value * value, 0);
    const variance = variances[i] ?? 0;
    if (variance < share * (variance + correlated)) return true;
  }
  return false;
}

function rewritten(covariance: Covariance, start: number, n: number): Covariance {
  const { points, columns } = covariance;
  const k = columns.shape[1] ?? 0;
  const at = (i: number, c: number): number => columns.data[i * k + c] ?? 0;
  const all = Array.from({ length: k }, (_, c) => c);
  const own = all.filter((c) => {
    for (let i = 0; i < points; i++) if ((i < start || i >= start + n) && at(i, c) !== 0) return false;
    return true;
  });
  const block = zeros([n, n]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const correlated = own.reduce((sum, c) => sum + at(start + i, c) * at(start + j, c), 0);
      block.data[i * n + j] = correlated + (i === j ? (covariance.variances[start + i] ?? 0) : 0);
    }
  }
  const parts = splitDiagonal(block);
  if (parts === undefined) return covariance;
  const variances = Float64Array.from(covariance.variances);
  variances.set(parts.variances, start);
  const others = all.filter((c) => !own.includes(c));
  const width = others.length + n;
  const joined = zeros([points, width]);
  for (let i = 0; i < points; i++) {
    others.forEach((c, to) => (joined.data[i * width + to] = at(i, c)));
    const line = i - start;
    if (line >= 0 && line < n) {
      joined.data.set(parts.columns.data.subarray(line * n, (line + 1) * n), i * width + others.length);
    }
  }
  return { ...covariance, variances, columns: joined };
}

/** A positive definite `[n, n]` as diagonal plus `[n, n]` columns, or undefined. */
function splitDiagonal(block: NdArray): { variances: Float64Array; columns: NdArray } | undefined {
  const n = block.shape[0] ?? 0;
  const sigma = Float64Array.from({ length: n }, (_, i) => Math.sqrt(block.data[i * (n + 1)] ?? 0));
  const scale = (i: number): number => (sigma[Math.floor(i / n)] ?? 1) * (sigma[i % n] ?? 1);
  const correlation = { shape: block.shape, data: block.data.map((value, i) => value / scale(i)) };
  const { values, vectors } = symmetricEigen(correlation);
  const smallest = PART * (values[0] ?? 0);
  if (!(smallest > 1e-10)) return undefined;
  const columns = zeros([n, n]);
  values.forEach((value, c) => {
    const size = Math.sqrt(value - smallest);
    for (let i = 0; i < n; i++)
      columns.data[i * n + c] = (sigma[i] ?? 0) * size * (vectors.data[c * n + i] ?? 0);
  });
  return { variances: sigma.map((value) => smallest * value * value), columns };
}
