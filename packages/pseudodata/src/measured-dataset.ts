import { PseudodataError } from './pseudodata-error.ts';

/** A measurement of n points and its systematic uncertainties; a `Dataset` of `@parton/commondata`, after cuts, is one. */
export interface MeasuredDataset {
  readonly name: string;
  /** `[n]` */
  readonly central: Float64Array;
  readonly systematics: readonly MeasuredSystematic[];
}

export interface MeasuredSystematic {
  readonly treatment: 'ADD' | 'MULT';
  readonly type: string;
  /** `[n]`, in units of the data. */
  readonly values: Float64Array;
}

const UNCORRELATED: readonly string[] = ['UNCORR', 'THEORYUNCORR'];
const WITHIN_DATASET: readonly string[] = ['CORR', 'THEORYCORR'];

/** What an uncertainty is correlated with: nothing, its data set, all data sets that have it; or it is left out. */
export function correlates({ type }: MeasuredSystematic): 'points' | 'dataset' | 'special' | 'skipped' {
  if (type === 'SKIP') return 'skipped';
  if (UNCORRELATED.includes(type)) return 'points';
  return WITHIN_DATASET.includes(type) ? 'dataset' : 'special';
}

/** Uncertainties relative to the measured values. `[n]` */
export function relative({ values }: MeasuredSystematic, { name, central }: MeasuredDataset): Float64Array {
  return values.map((value, i) => {
    const measured = central[i] ?? 0;
    if (measured !== 0 || value === 0) return value === 0 ? 0 : value / measured;
    throw new PseudodataError({
      where: { key: `${name}[${i}]` },
      found: 'a multiplicative uncertainty of a measured value of 0',
      expected: 'an additive uncertainty, or a value that a percentage can refer to',
    });
  });
}
