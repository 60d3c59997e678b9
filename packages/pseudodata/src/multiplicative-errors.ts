import { type NdArray, zeros } from '@parton/ndarray';
import { correlates, type MeasuredDataset, type MeasuredSystematic, relative } from './measured-dataset.ts';
import type { Multiplicative } from './multiplicative.ts';

/**
 * The multiplicative uncertainties of a group of data sets in percent of the measured values, sorted by what they
 * correlate. (n3fit draws no factors for the types `THEORYUNCORR` and `THEORYCORR`, and so loses them.)
 *
 * @throws PseudodataError for a percentage of a measured value of 0
 */
export function multiplicativeErrors(datasets: readonly MeasuredDataset[]): Multiplicative {
  return {
    datasets: datasets.map((dataset) => ({
      uncorrelated: own(dataset, 'points'),
      correlated: own(dataset, 'dataset'),
    })),
    special: special(datasets),
  };
}

function own(dataset: MeasuredDataset, scope: 'points' | 'dataset'): NdArray {
  const columns = multiplicative(dataset, scope).map((systematic) => percent(systematic, dataset));
  return asColumns(columns, dataset.central.length);
}

/**
 * Shared between data sets, by name in alphabetical order; 0 where a set has none. Where a data set has several of one
 * name, each is a source of its own, as in the covariance.
 */
function special(sets: readonly MeasuredDataset[]): NdArray {
  const total = sets.reduce((sum, { central }) => sum + central.length, 0);
  const columns = new Map<string, Map<number, Float64Array>>();
  let start = 0;
  for (const dataset of sets) {
    const occurrences = new Map<string, number>();
    for (const systematic of multiplicative(dataset, 'special')) {
      const { type } = systematic;
      const occurrence = occurrences.get(type) ?? 0;
      occurrences.set(type, occurrence + 1);
      const ofName = columns.get(type) ?? new Map<number, Float64Array>();
      const column = ofName.get(occurrence) ?? new Float64Array(total);
      column.set(percent(systematic, dataset), start);
      columns.set(type, ofName.set(occurrence, column));
    }
    start += dataset.central.length;
  }
  const sorted = [...columns].sort(([a], [b]) => (a < b ? -1 : 1));
  return asColumns(
    sorted.flatMap(([, ofName]) => [...ofName.values()]),
    total,
  );
}

/** Columns side by side: `[n, k]`. */
function asColumns(columns: readonly Float64Array[], points: number): NdArray {
  const out = zeros([points, columns.length]);
  columns.forEach((column, c) => column.forEach((value, i) => (out.data[i * columns.length + c] = value)));
  return out;
}

function multiplicative(
  { systematics }: MeasuredDataset,
  scope: ReturnType<typeof correlates>,
): MeasuredSystematic[] {
  return systematics.filter(
    (systematic) => systematic.treatment === 'MULT' && correlates(systematic) === scope,
  );
}

function percent(systematic: MeasuredSystematic, dataset: MeasuredDataset): Float64Array {
  return relative(systematic, dataset).map((value) => 100 * value);
}
