import { matmul, type NdArray, row, zeros } from '@parton/ndarray';
import { commonProjection, lowRank } from './common-projection.ts';
import { compress, factorise, type FactorisedForm } from './factorise.ts';
import type { FoldTarget } from './fold-linear.ts';
import { formIn, pairTables } from './pair-tables.ts';
import { type FlavourSpace, plausibleSpaces } from './plausible-space.ts';
import { quadraticForm } from './quadratic-form.ts';
import type { RowSizes } from './row-sizes.ts';
import type { PointForm, Row } from './rows.ts';

/** A row on the numbers that it is computed from: `[r]`, or a sum of signed squares of them. */
export type FoldedRow =
  | { readonly kind: 'linear'; readonly vector: Float64Array }
  | ({ readonly kind: 'quadratic' } & FactorisedForm);

/** All rows, and what takes `f` to the numbers that they are computed from: `[D, r]`, or nothing for `f` itself. */
export interface FoldedRows {
  readonly rows: ReadonlyMap<Row, FoldedRow>;
  readonly projections: Partial<Readonly<Record<Row['kind'], NdArray>>>;
}

/** Rows as they are. Slow for two-hadron tables, which get as many squares as the form has dimensions. */
export function exactRows(points: readonly PointForm[], target: FoldTarget): FoldedRows {
  const folded = (entry: Row): FoldedRow =>
    entry.kind === 'linear' ? entry : { kind: 'quadratic', ...factorise(quadraticForm(entry.terms, target)) };
  return {
    rows: new Map(points.flatMap(({ rows }) => rows.map((entry) => [entry, folded(entry)] as const))),
    projections: {},
  };
}

/**
 * Shares of the tolerance. That of projections is a root mean square over plausible PDFs, and single PDFs go several
 * times further; that of squares is the largest change.
 */
const PROJECTION_SHARE = 0.1;
const SQUARES_SHARE = 0.3;
/** The PDFs farthest out decide which squares are dropped: how many. */
const DECIDING = 64;

/** Rows compressed so that none changes by more than about `tolerance` in units of its sigma, for PDFs like the probes. */
export function compressedRows(
  points: readonly PointForm[],
  sizes: RowSizes,
  options: FoldTarget & { readonly probes: NdArray; readonly tolerance: number },
): FoldedRows {
  const { probes, expansion, tolerance } = options;
  const spaces = plausibleSpaces(probes, expansion.shape[1] ?? 0);
  const rows = points.flatMap((point) => point.rows);
  const linear = compressLinear(rows, sizes, { spaces, tolerance });
  const quadratic = compressQuadratic(rows, sizes, { ...options, spaces });
  return {
    rows: new Map([...linear.rows, ...quadratic.rows]),
    projections: { ...linear.projections, ...quadratic.projections },
  };
}

/** `[n, D] = [n, r] x [r, D]` where that takes fewer multiplications. */
function compressLinear(
  all: readonly Row[],
  { sigma }: RowSizes,
  { spaces, tolerance }: { readonly spaces: readonly FlavourSpace[]; readonly tolerance: number },
): FoldedRows {
  const rows = all.filter((entry) => entry.kind === 'linear');
  const width = rows[0]?.vector.length ?? 0;
  const scaled = zeros([rows.length, width]);
  rows.forEach((entry, n) => {
    const unit = 1 / (sigma.get(entry) ?? 1);
    scaled.data.set(
      entry.vector.map((value) => value * unit),
      n * width,
    );
  });
  const { left, right } =
    rows.length === 0
      ? { left: scaled, right: scaled }
      : lowRank(spaces, scaled, tolerance * PROJECTION_SHARE);
  const rank = right.shape[1] ?? 0;
  if (rank * (rows.length + width) >= rows.length * width) {
    return { rows: new Map(rows.map((entry) => [entry, entry])), projections: {} };
  }
  const folded = rows.map((entry, n): [Row, FoldedRow] => {
    const unit = sigma.get(entry) ?? 1;
    return [entry, { kind: 'linear', vector: row(left, n).data.map((value) => value * unit) }];
  });
  return { rows: new Map(folded), projections: { linear: right } };
}

/** All quadratic rows on one common projection, each as its own sum of squares. */
function compressQuadratic(
  all: readonly Row[],
  { sigma, slopes, checked }: RowSizes,
  options: FoldTarget & {
    readonly probes: NdArray;
    readonly tolerance: number;
    readonly spaces: readonly FlavourSpace[];
  },
): FoldedRows {
  const { probes, tolerance, spaces } = options;
  const rows = all.filter((entry) => entry.kind === 'quadratic');
  if (rows.length === 0) return { rows: new Map(), projections: {} };
  const width = probes.shape[1] ?? 0;
  const [checks = 0] = checked.shape;
  const scaled = zeros([rows.length * checks, width]);
  rows.forEach((entry, n) => {
    const unit = 1 / ((sigma.get(entry) ?? 1) * Math.sqrt(checks));
    const own = slopes.get(entry)?.data.map((value) => value * unit);
    scaled.data.set(own ?? [], n * checks * width);
  });
  const { matrix, shapes } = commonProjection(spaces, scaled, tolerance * PROJECTION_SHARE);
  const deciding = mostExtreme(matmul(probes, matrix), DECIDING);
  const folded = rows.map((entry): [Row, FoldedRow] => {
    const form = formIn(pairTables(entry.terms, options), shapes);
    const terms = compress(form, deciding, tolerance * SQUARES_SHARE * (sigma.get(entry) ?? 1));
    return [entry, { kind: 'quadratic', ...terms }];
  });
  return { rows: new Map(folded), projections: { quadratic: matrix } };
}

/** The rows of a matrix with the largest norms. */
function mostExtreme(rows: NdArray, count: number): NdArray {
  const [all = 0, width = 0] = rows.shape;
  const norms = Float64Array.from({ length: all }, (_, p) =>
    row(rows, p).data.reduce((sum, value) => sum + value * value, 0),
  );
  const chosen = [...norms.keys()].sort((p, q) => (norms[q] ?? 0) - (norms[p] ?? 0)).slice(0, count);
  const out = zeros([chosen.length, width]);
  chosen.forEach((p, i) => out.data.set(row(rows, p).data, i * width));
  return out;
}
