import { InputError } from '@parton/errors';
import { type NdArray, row, zeros } from '@parton/ndarray';
import type { Observable } from '@parton/observables';
import type { FittedCovariance, GroupCovariance } from './chi2-constants.ts';

/** Number of points of a set. */
export function pointsOf({ operands }: Observable): number {
  return Math.max(...operands.map(({ values }) => values.shape[0] ?? 0));
}

/** Which sets each group of the covariance has. Throws if a set is in two groups. */
export function setsPerGroup(covariance: FittedCovariance, data: readonly Observable[]): number[][] {
  if (covariance.kind !== 'columns') return [[...data.keys()]];
  let set = 0;
  return covariance.groups.map(({ variances }) => {
    const own: number[] = [];
    let left = variances.length;
    for (let next = data[set]; left > 0 && next !== undefined; next = data[set]) {
      left -= pointsOf(next);
      own.push(set++);
    }
    if (left === 0) return own;
    throw new InputError({
      found: 'a group of the covariance that ends inside of a data set',
      expected: 'groups of whole data sets',
    });
  });
}

/** Uncertainty of each prediction: of the points, or of the modes if predictions are rotated. */
export function uncertainties(covariance: FittedCovariance): Float64Array {
  switch (covariance.kind) {
    case 'eigenmodes':
      return covariance.eigenvalues.map((value) => Math.sqrt(Math.abs(value)));
    case 'full': {
      const n = covariance.covariance.shape[0] ?? 0;
      return Float64Array.from({ length: n }, (_, i) =>
        Math.sqrt(covariance.covariance.data[i * (n + 1)] ?? 0),
      );
    }
    case 'columns':
      return Float64Array.from(
        covariance.groups.flatMap(({ variances, columns }) => {
          const k = columns.shape[1] ?? 0;
          return Array.from(variances, (variance, i) =>
            Math.sqrt(columns.data.subarray(i * k, (i + 1) * k).reduce((sum, c) => sum + c * c, variance)),
          );
        }),
      );
  }
}

/** Groups with less than this number of points times columns cost more for being apart than for being together. */
const SMALL = 10_000;

/**
 * Which groups of the covariance chi2 takes together, by their indices: all small ones in one block. To take a group
 * apart costs some thirty operations in every step, however few points it has.
 */
export function jointGroups(covariance: FittedCovariance): number[][] {
  if (covariance.kind !== 'columns') return [[0]];
  const isSmall = covariance.groups.map(({ variances: { length }, columns }) => {
    return length * Math.min(length, columns.shape[1] ?? 0) < SMALL;
  });
  const all = [...covariance.groups.keys()];
  const small = all.filter((g) => isSmall[g]);
  return [...all.filter((g) => !isSmall[g]).map((g) => [g]), ...(small.length > 0 ? [small] : [])];
}

/**
 * A covariance with its points in the order of the predictions.
 *
 * @param blocks of {@link jointGroups}
 * @param orders for each block, which points it has, counted over all groups
 */
export function arranged(
  covariance: FittedCovariance,
  blocks: readonly (readonly number[])[],
  orders: readonly (readonly number[])[],
): FittedCovariance {
  switch (covariance.kind) {
    case 'eigenmodes':
      return covariance;
    case 'full': {
      const [order = []] = orders;
      return { kind: 'full', covariance: columnsAt(rowsAt(covariance.covariance, order), order) };
    }
    case 'columns':
      return {
        kind: 'columns',
        groups: blocks.map((members, b) => joined(covariance.groups, members, orders[b] ?? [])),
      };
  }
}

/** Some groups as one, whose columns are those of all side by side. */
function joined(
  groups: readonly GroupCovariance[],
  members: readonly number[],
  order: readonly number[],
): GroupCovariance {
  let column = 0;
  const places = new Map<number, { group: GroupCovariance; line: number; column: number }>();
  for (const g of members) {
    const group = groups[g];
    if (group === undefined) continue;
    const first = groups.slice(0, g).reduce((sum, { variances }) => sum + variances.length, 0);
    for (let line = 0; line < group.variances.length; line++)
      places.set(first + line, { group, line, column });
    column += group.columns.shape[1] ?? 0;
  }
  const columns = zeros([order.length, column]);
  const variances = new Float64Array(order.length);
  order.forEach((point, i) => {
    const place = places.get(point);
    if (place === undefined) return;
    variances[i] = place.group.variances[place.line] ?? 0;
    columns.data.set(row(place.group.columns, place.line).data, i * column + place.column);
  });
  return { variances, columns };
}

/** Chosen rows of a matrix. */
export function rowsAt(matrix: NdArray, rows: readonly number[]): NdArray {
  const width = matrix.shape[1] ?? 0;
  const out = zeros([rows.length, width]);
  rows.forEach((from, to) =>
    out.data.set(matrix.data.subarray(from * width, (from + 1) * width), to * width),
  );
  return out;
}

/** Chosen columns of a matrix. */
export function columnsAt(matrix: NdArray, columns: readonly number[]): NdArray {
  const [rows = 0, width = 0] = matrix.shape;
  const out = zeros([rows, columns.length]);
  for (let i = 0; i < rows; i++)
    columns.forEach((from, to) => (out.data[i * columns.length + to] = matrix.data[i * width + from] ?? 0));
  return out;
}
