import { type NdArray, zeros } from '@parton/ndarray';
import type { CovarianceTable } from './covariance-table.ts';
import { TheoryCovarianceError } from './theory-covariance-error.ts';

/** The points of a data set that are left after cuts. */
export interface KeptPoints {
  readonly name: string;
  /** 0-based, ascending. */
  readonly kept: readonly number[];
}

/**
 * The part of a covariance that belongs to the data of a fit, in their order. Points that the table does not have get
 * zeros, points that the data do not have are left out; names of processes do not count.
 *
 * @param factor multiplies the covariance (`mult_factor`)
 * @returns `[n, n]`
 * @throws TheoryCovarianceError where the table has none of the points
 */
export function restrictCovariance(
  { points, matrix }: CovarianceTable,
  datasets: readonly KeptPoints[],
  factor = 1,
): NdArray {
  const rowOf = new Map(points.map(({ dataset, id }, row) => [`${dataset} ${id}`, row]));
  const rows = datasets.flatMap(({ name, kept }) => kept.map((id) => rowOf.get(`${name} ${id}`)));
  if (rows.every((row) => row === undefined)) {
    throw new TheoryCovarianceError({
      where: { key: 'user_covmat_path' },
      found: `a covariance of ${[...new Set(points.map(({ dataset }) => dataset))].join(', ')}`,
      expected: `points of ${datasets.map(({ name }) => name).join(', ')}`,
    });
  }
  const n = rows.length;
  const out = zeros([n, n]);
  rows.forEach((from, i) => {
    if (from === undefined) return;
    rows.forEach((column, j) => {
      if (column !== undefined)
        out.data[i * n + j] = factor * (matrix.data[from * points.length + column] ?? 0);
    });
  });
  return out;
}
