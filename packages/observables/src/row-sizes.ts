import { type NdArray, row, zeros } from '@parton/ndarray';
import type { FoldTarget } from './fold-linear.ts';
import { gradientAt, pairTables } from './pair-tables.ts';
import type { PointForm, Row } from './rows.ts';

/** What the rows are worth for plausible PDFs. */
export interface RowSizes {
  /** The change of a row that changes its prediction by at most one sigma. */
  readonly sigma: ReadonlyMap<Row, number>;
  /** `[C, D]`: derivatives at the PDFs that are checked; of quadratic rows only. */
  readonly slopes: ReadonlyMap<Row, NdArray>;
  /** Exact values for the mean of the probes and for some of them. */
  readonly values: ReadonlyMap<Row, Float64Array>;
  /** `[C, D]`: those PDFs. */
  readonly checked: NdArray;
  /** Sigma of each prediction, in the order of the points. */
  readonly predictionSigma: Float64Array;
}

/** Probes for which predictions are computed exactly. */
const CHECKED = 12;
/** Sigma, as part of the size of a prediction, where none is given. */
const RELATIVE_SIGMA = 0.01;

/** @param sigmaOf sigma of a prediction, or undefined for one per cent of its size */
export function rowSizes(
  points: readonly PointForm[],
  sigmaOf: (point: PointForm) => number | undefined,
  options: FoldTarget & { readonly probes: NdArray },
): RowSizes {
  const checked = chosen(options.probes);
  const sigma = new Map<Row, number>();
  const slopes = new Map<Row, NdArray>();
  const values = new Map<Row, Float64Array>();
  const predictionSigma = new Float64Array(points.length);
  points.forEach((point, n) => {
    for (const entry of point.rows) values.set(entry, valuesOf(entry, checked, { ...options, slopes }));
    const [a = NONE, b = NONE] = point.rows.map((entry) => values.get(entry) ?? NONE);
    const wanted =
      sigmaOf(point) ??
      RELATIVE_SIGMA * rootMeanSquare(a.map((value, c) => combined(point, value, b[c] ?? 0)));
    const unit = wanted > 0 ? wanted : 1;
    predictionSigma[n] = unit;
    const shares = sharesOf(point, unit, [a[0] ?? 0, b[0] ?? 0]);
    point.rows.forEach((entry, k) => sigma.set(entry, shares[k] ?? unit));
  });
  return { sigma, slopes, values, checked, predictionSigma };
}

const NONE = new Float64Array(0);

/** A prediction from its rows. */
export function combined({ form }: Pick<PointForm, 'form'>, a: number, b: number): number {
  if (form === 'value') return a;
  return form === 'ratio' ? a / b : a - Math.abs(b);
}

/** By how much each row may change for a change of the prediction by sigma; two rows share it. */
function sharesOf({ form }: PointForm, sigma: number, [a, b]: readonly [number, number]): number[] {
  if (form === 'value') return [sigma];
  if (form === 'difference') return [sigma / 2, sigma / 2];
  const size = Math.max(Math.abs(b), Number.MIN_VALUE);
  return [(sigma * size) / 2, (sigma * size ** 2) / (2 * Math.max(Math.abs(a), sigma * size))];
}

function valuesOf(
  entry: Row,
  pdfs: NdArray,
  options: FoldTarget & { readonly slopes: Map<Row, NdArray> },
): Float64Array {
  const count = pdfs.shape[0] ?? 0;
  if (entry.kind === 'linear') {
    return Float64Array.from({ length: count }, (_, c) => dot(entry.vector, row(pdfs, c).data));
  }
  const tables = pairTables(entry.terms, options);
  const gradients = zeros(pdfs.shape);
  options.slopes.set(entry, gradients);
  return Float64Array.from({ length: count }, (_, c) => {
    const f = row(pdfs, c).data;
    const gradient = gradientAt(tables, f);
    row(gradients, c).data.set(gradient);
    return dot(gradient, f) / 2;
  });
}

/** The mean of all and some of the PDFs, evenly picked. */
function chosen(probes: NdArray): NdArray {
  const [count = 0, width = 0] = probes.shape;
  const some = Math.min(CHECKED, count);
  const data = new Float64Array((some + 1) * width);
  probes.data.forEach((value, i) => (data[i % width] = (data[i % width] ?? 0) + value / count));
  for (let c = 0; c < some; c++) data.set(row(probes, Math.floor((c * count) / some)).data, (c + 1) * width);
  return { shape: [some + 1, width], data };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / Math.max(values.length, 1));
}
