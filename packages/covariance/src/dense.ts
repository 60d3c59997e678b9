import { type NdArray, zeros } from '@parton/ndarray';
import type { Covariance } from './build-covariance.ts';

/** The full matrix `[n, n]` of a {@link Covariance}. Zeros of the columns cost nothing. */
export function denseCovariance({ points, variances, columns }: Covariance): NdArray {
  const dense = zeros([points, points]);
  const sources = columns.shape[1] ?? 0;
  for (let k = 0; k < sources; k++) addOuterProduct(dense, column(columns, k));
  variances.forEach((variance, i) => {
    dense.data[i * points + i] = (dense.data[i * points + i] ?? 0) + variance;
  });
  return dense;
}

/** Column k of `[n, k]`: the rows where it is not zero, and its values there. */
function column(columns: NdArray, k: number): { rows: Int32Array; values: Float64Array } {
  const [points = 0, sources = 0] = columns.shape;
  const rows = Int32Array.from({ length: points }, (_, i) => i).filter(
    (i) => columns.data[i * sources + k] !== 0,
  );
  return { rows, values: Float64Array.from(rows, (i) => columns.data[i * sources + k] ?? 0) };
}

function addOuterProduct(dense: NdArray, { rows, values }: { rows: Int32Array; values: Float64Array }): void {
  const points = dense.shape[0] ?? 0;
  for (let a = 0; a < rows.length; a++) {
    const start = (rows[a] ?? 0) * points;
    const line = dense.data.subarray(start, start + points);
    const factor = values[a] ?? 0;
    for (let b = 0; b < rows.length; b++) {
      const j = rows[b] ?? 0;
      line[j] = (line[j] ?? 0) + factor * (values[b] ?? 0);
    }
  }
}
