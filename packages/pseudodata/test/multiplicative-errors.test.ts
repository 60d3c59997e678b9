import { fromNested, ndarray, zeros } from '@parton/ndarray';
import '@parton/testing';
import { expect, it } from 'vitest';
import { type MeasuredDataset, multiplicativeErrors, samplePseudodata } from '../src/index.ts';

const set = (
  central: number[],
  ...systematics: [treatment: 'ADD' | 'MULT', type: string, values: number[]][]
): MeasuredDataset => ({
  name: 'SET',
  central: Float64Array.from(central),
  systematics: systematics.map(([treatment, type, values]) => ({
    treatment,
    type,
    values: Float64Array.from(values),
  })),
});
const first = set(
  [10, 20],
  ['ADD', 'CORR', [1, 1]],
  ['MULT', 'UNCORR', [1, 1]],
  ['MULT', 'LUMI', [0.2, 0.4]],
  ['MULT', 'CORR', [0.5, 1]],
);
const second = set([-4], ['MULT', 'BEAM', [0.2]], ['MULT', 'LUMI', [0.1]], ['MULT', 'THEORYUNCORR', [0.4]]);

it('sorts percentages by what they correlate; additive ones are left to the covariance', () => {
  const { datasets, special } = multiplicativeErrors([first, second]);
  expect(datasets[0]?.uncorrelated).toEqual(fromNested([[10], [5]]));
  expect(datasets[0]?.correlated).toEqual(fromNested([[5], [5]]));
  expect(datasets[1]?.uncorrelated.data).toBeAllclose([-10], { rtol: 1e-15 });
  expect(datasets[1]?.correlated.shape).toEqual([1, 0]);
  expect(special).toEqual(
    fromNested([
      [0, 2],
      [0, 2],
      [-5, -2.5],
    ]),
  );
});

it('of a common luminosity move all points by one factor', () => {
  const sets = [set([10, 20], ['MULT', 'LUMI', [1, 2]]), set([5], ['MULT', 'LUMI', [0.5]])];
  const sample = samplePseudodata({
    central: Float64Array.of(10, 20, 5),
    squareRoot: zeros([3, 3]),
    seed: 7,
    multiplicative: multiplicativeErrors(sets),
  });
  const factors = ndarray(sample, [3]).data.map((value, i) => value / ([10, 20, 5][i] ?? 1));
  expect(factors).toBeAllclose([factors[0] ?? 0, factors[0] ?? 0, factors[0] ?? 0], { rtol: 1e-14 });
  expect(factors[0]).not.toBeCloseTo(1, 6);
});

it('that are skipped stay out; several of one name are sources of their own', () => {
  const { special } = multiplicativeErrors([
    set([10], ['MULT', 'SKIP', [5]], ['MULT', 'SCALE', [1]], ['MULT', 'SCALE', [2]], ['MULT', 'BEAM', [3]]),
    set([10], ['MULT', 'SCALE', [4]]),
  ]);
  expect(special).toEqual(
    fromNested([
      [30, 10, 20],
      [0, 40, 0],
    ]),
  );
});

it('of a measured value of 0 are refused, unless they vanish', () => {
  expect(() => multiplicativeErrors([set([0], ['MULT', 'CORR', [1]])])).toThrow(
    'SET[0]: found a multiplicative uncertainty of a measured value of 0',
  );
  expect(multiplicativeErrors([set([0], ['MULT', 'CORR', [0]])]).datasets[0]?.correlated.data).toEqual(
    Float64Array.of(0),
  );
});
