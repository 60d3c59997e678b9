import type { Dataset, Systematic } from '@parton/commondata';
import { type NdArray, transpose } from '@parton/ndarray';
import { CovarianceError, pointName, type DatasetSpan } from './covariance-error.ts';

/** What the covariance needs to know of a data set with n points. */
export type CovarianceDataset = Pick<Dataset, 'name' | 'central' | 'statistical' | 'systematics'>;

export interface CovarianceEntry {
  readonly dataset: CovarianceDataset;
  /**
   * `[n]`, the values that multiplicative uncertainties are proportional to: the t0 predictions for the t0 covariance,
   * the central values for the experimental one.
   */
  readonly truth: Float64Array;
  /** Weight of the data set in chi2, 1 by default. */
  readonly weight?: number | undefined;
}

/**
 * The matrix `diag(variances) + columns columns^T` for the points of some data sets, one set after the other. It is kept
 * in this form because it is all that a chi2 with nuisance parameters needs.
 */
export interface Covariance {
  readonly points: number;
  /** `[n]`: squares of the statistical and uncorrelated systematic uncertainties, summed. May hold zeros. */
  readonly variances: Float64Array;
  /** `[n, k]`: correlated systematic uncertainties, one column per source. */
  readonly columns: NdArray;
  /** Which points belong to which data set, in order. */
  readonly datasets: readonly DatasetSpan[];
}

const UNCORRELATED: ReadonlySet<string> = new Set(['UNCORR', 'THEORYUNCORR']);
const WITHIN_DATASET: ReadonlySet<string> = new Set(['CORR', 'THEORYCORR']);
const SKIP = 'SKIP';

/**
 * The covariance of a group of data sets, with the correlations between them. Additive uncertainties are taken as they
 * are, multiplicative ones as their percentage of the measured value times `truth` (the t0 method, arXiv:0912.2276).
 * A weight w divides all uncertainties by sqrt(w). The type of a systematic uncertainty says what it is correlated with:
 *
 * - `UNCORR`, `THEORYUNCORR`: nothing
 * - `CORR`, `THEORYCORR`: the other points of its data set
 * - `SKIP`: it is left out
 * - any other name: also the columns of that name in other data sets. Where a data set has several columns of one name,
 *   each is a source of its own, the second being shared with the second of another data set.
 *
 * Throws {@link CovarianceError} for a weight that is not positive, for arrays of different lengths, for a percentage of
 * a measured value of zero, and for a point whose total uncertainty is zero or not finite.
 */
export function buildCovariance(entries: readonly CovarianceEntry[]): Covariance {
  const datasets = entries.map(({ dataset }) => ({ name: dataset.name, points: dataset.central.length }));
  const points = datasets.reduce((total, dataset) => total + dataset.points, 0);
  const variances = new Float64Array(points);
  const sources = new Map<string, Float64Array>();
  let start = 0;
  entries.forEach((entry, position) => {
    const { dataset } = entry;
    const occurrences = new Map<string, number>();
    for (const systematic of [statistical(dataset), ...dataset.systematics]) {
      const { type } = systematic;
      if (type === SKIP) continue;
      const values = uncertainties(systematic, entry);
      if (UNCORRELATED.has(type)) {
        addSquares(variances, start, values);
        continue;
      }
      const occurrence = occurrences.get(type) ?? 0;
      occurrences.set(type, occurrence + 1);
      const scope = WITHIN_DATASET.has(type) ? position : 'shared';
      const key = `${scope} ${type} ${occurrence}`;
      const column = sources.get(key) ?? new Float64Array(points);
      column.set(values, start);
      sources.set(key, column);
    }
    start += dataset.central.length;
  });
  checkTotals(variances, sources.values(), datasets);
  return { points, variances, columns: asColumns([...sources.values()], points), datasets };
}

function statistical(dataset: CovarianceDataset): Systematic {
  return { name: 'stat', treatment: 'ADD', type: 'UNCORR', values: dataset.statistical };
}

/** One column in units of the data, scaled to the truth and divided by the square root of the weight. */
function uncertainties(
  { treatment, values }: Systematic,
  { dataset: { name, central }, truth, weight = 1 }: CovarianceEntry,
): Float64Array {
  if (!(weight > 0)) {
    throw new CovarianceError({
      where: { key: name },
      found: `weight ${weight}`,
      expected: 'a number > 0',
      cure: 'Remove the data set instead of giving it no weight',
    });
  }
  for (const { length } of [truth, values]) {
    if (length !== central.length) {
      const expected = `${central.length} as the data set has points`;
      throw new CovarianceError({ where: { key: name }, found: `${length} values`, expected });
    }
  }
  const scale = 1 / Math.sqrt(weight);
  if (treatment === 'ADD') return values.map((value) => value * scale);
  return values.map((value, i) => {
    const measured = central[i] ?? 0;
    const wanted = truth[i] ?? 0;
    if (value === 0 || measured === wanted) return value * scale;
    if (measured === 0) {
      throw new CovarianceError({
        where: { key: `${name}[${i}]` },
        found: 'a multiplicative uncertainty of a measured value of 0',
        expected: 'an additive uncertainty, or a value that a percentage can refer to',
      });
    }
    return value * scale * (wanted / measured);
  });
}

function addSquares(variances: Float64Array, start: number, values: Float64Array): void {
  values.forEach((value, i) => {
    variances[start + i] = (variances[start + i] ?? 0) + value * value;
  });
}

function checkTotals(
  variances: Float64Array,
  sources: Iterable<Float64Array>,
  datasets: readonly DatasetSpan[],
): void {
  const totals = Float64Array.from(variances);
  for (const values of sources) addSquares(totals, 0, values);
  const bad = totals.findIndex((total) => !(total > 0 && total < Infinity));
  if (bad < 0) return;
  throw new CovarianceError({
    where: { key: pointName(datasets, bad) },
    found: `a total uncertainty of ${Math.sqrt(totals[bad] ?? 0)}`,
    expected: 'a finite uncertainty > 0',
    cure: 'Cut the point, or look at its uncertainties and its t0 prediction',
  });
}

/** k columns of length n to `[n, k]`. */
function asColumns(columns: readonly Float64Array[], points: number): NdArray {
  const data = new Float64Array(columns.length * points);
  columns.forEach((values, k) => data.set(values, k * points));
  return transpose({ shape: [columns.length, points], data });
}
