import { type NdArray, zeros } from '@parton/ndarray';
import type { Multiplicative } from './multiplicative.ts';

/** What the multiplicative uncertainties of a data set are read from. */
export interface MeasuredDataset {
  /** `[n]` */
  readonly central: Float64Array;
  readonly systematics: readonly {
    readonly treatment: 'ADD' | 'MULT';
    readonly type: string;
    /** `[n]`, in units of the data. */
    readonly values: Float64Array;
  }[];
}

type Systematic = MeasuredDataset['systematics'][number];

const UNCORRELATED: readonly string[] = ['UNCORR', 'THEORYUNCORR'];
const WITHIN_DATASET: readonly string[] = ['CORR', 'THEORYCORR'];

/** The multiplicative uncertainties of a group of data sets in percent of the measured values, sorted by what they correlate. */
export function multiplicativeErrors(datasets: readonly MeasuredDataset[]): Multiplicative {
  const own = (dataset: MeasuredDataset, types: readonly string[]): NdArray =>
    asColumns(
      multiplicative(dataset, (type) => types.includes(type)).map((systematic) =>
        percent(systematic, dataset),
      ),
      dataset.central.length,
    );
  return {
    datasets: datasets.map((dataset) => ({
      uncorrelated: own(dataset, UNCORRELATED),
      correlated: own(dataset, WITHIN_DATASET),
    })),
    special: special(datasets),
  };
}

/** Shared between data sets, in alphabetical order; 0 where a set has none. */
function special(sets: readonly MeasuredDataset[]): NdArray {
  const total = sets.reduce((sum, { central }) => sum + central.length, 0);
  const named = new Map<string, Float64Array>();
  let start = 0;
  for (const dataset of sets) {
    for (const systematic of multiplicative(dataset, isSpecial)) {
      const column = named.get(systematic.type) ?? new Float64Array(total);
      column.set(percent(systematic, dataset), start);
      named.set(systematic.type, column);
    }
    start += dataset.central.length;
  }
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
  return asColumns(sorted, total);
}

/** Columns side by side: `[n, k]`. */
function asColumns(columns: readonly Float64Array[], points: number): NdArray {
  const out = zeros([points, columns.length]);
  columns.forEach((column, c) => column.forEach((value, i) => (out.data[i * columns.length + c] = value)));
  return out;
}

function isSpecial(type: string): boolean {
  return !UNCORRELATED.includes(type) && !WITHIN_DATASET.includes(type);
}

function multiplicative({ systematics }: MeasuredDataset, accepts: (type: string) => boolean): Systematic[] {
  return systematics.filter(({ treatment, type }) => treatment === 'MULT' && accepts(type));
}

function percent({ values }: Systematic, { central }: MeasuredDataset): Float64Array {
  return values.map((value, i) => (100 * value) / (central[i] ?? 1));
}
