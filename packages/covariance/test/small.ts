import type { Systematic } from '@parton/commondata';
import type { CovarianceDataset } from '../src/index.ts';

export function systematic(treatment: 'ADD' | 'MULT', type: string, values: readonly number[]): Systematic {
  return { name: type, treatment, type, values: Float64Array.from(values) };
}

export function dataset(
  name: string,
  central: readonly number[],
  statistical: readonly number[],
  ...systematics: Systematic[]
): CovarianceDataset {
  return {
    name,
    central: Float64Array.from(central),
    statistical: Float64Array.from(statistical),
    systematics,
  };
}

/** Two data sets with every kind of systematic uncertainty; the second shares LUMI and the second SCALE with the first. */
export const first = dataset(
  'FIRST',
  [2, -4, 5],
  [0.1, 0.2, 0.3],
  systematic('ADD', 'UNCORR', [0.1, 0.1, 0.1]),
  systematic('MULT', 'THEORYUNCORR', [0.2, 0.4, 0.1]),
  systematic('ADD', 'CORR', [0.3, -0.3, 0.2]),
  systematic('MULT', 'THEORYCORR', [0.1, 0.1, 0.2]),
  systematic('MULT', 'LUMI', [0.2, -0.4, 0.5]),
  systematic('ADD', 'SCALE', [0.1, 0.2, 0]),
  systematic('ADD', 'SCALE', [0, 0.1, 0.2]),
  systematic('ADD', 'SKIP', [9, 9, 9]),
);
export const second = dataset(
  'SECOND',
  [10, 20],
  [0.5, 0],
  systematic('ADD', 'CORR', [0.4, 0.6]),
  systematic('MULT', 'LUMI', [1, 2]),
  systematic('ADD', 'SCALE', [0.7, 0]),
  systematic('ADD', 'SCALE', [0, 0.8]),
);
export const firstT0 = Float64Array.of(2.2, -3.6, 5);
export const secondT0 = Float64Array.of(9, 22);
