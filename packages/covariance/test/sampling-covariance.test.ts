import { readFileSync } from 'node:fs';
import { fromNested, ndarray } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  addTheory,
  buildCovariance,
  CovarianceError,
  denseCovariance,
  samplingCovariance,
  withColumns,
} from '../src/index.ts';
import { dataset, first, firstT0, second, secondT0, systematic } from './small.ts';

interface Recorded {
  readonly sets: readonly {
    readonly name: string;
    readonly weight: number;
    readonly central: number[];
    readonly stat: number[];
    readonly sys: readonly ['ADD' | 'MULT', string, number[]][];
  }[];
  readonly t0: number[][];
  readonly covariances: Readonly<Record<'t0' | 'experimental' | 'additive', number[][]>>;
}
/** `source` says how the numbers were made. */
const recorded: Recorded = JSON.parse(
  readFileSync(new URL('fixtures/validphys.json', import.meta.url), 'utf8'),
);
const entries = recorded.sets.map(({ name, central, stat, sys, weight }, i) => ({
  dataset: dataset(name, central, stat, ...sys.map((column) => systematic(...column))),
  truth: Float64Array.from(recorded.t0[i] ?? []),
  weight,
}));
const T0 = { useT0: true, separateMultiplicative: false };

describe('the covariance of pseudo-data agrees with validphys', () => {
  it.each([
    ['t0', T0],
    ['experimental', { useT0: false, separateMultiplicative: false }],
    ['additive', { useT0: true, separateMultiplicative: true }],
    ['additive', { useT0: false, separateMultiplicative: true }],
  ] as const)('%s', (name, options) => {
    const { data, shape } = samplingCovariance(entries, options);
    expect(shape).toEqual([9, 9]);
    expect(data).toBeAllclose(recorded.covariances[name].flat(), { rtol: 1e-13, atol: 1e-16 });
  });
});

describe('samplingCovariance', () => {
  const both = [
    { dataset: first, truth: firstT0 },
    { dataset: second, truth: secondT0 },
  ];
  it('is the covariance of the fit with t0 predictions and nothing separate', () => {
    expect(samplingCovariance(both, T0)).toEqual(denseCovariance(buildCovariance(both)));
  });
  it('adds the theory to what there is', () => {
    const theory = ndarray(
      Float64Array.from({ length: 25 }, (_, k) => k),
      [5, 5],
    );
    for (const separateMultiplicative of [false, true]) {
      const without = samplingCovariance(both, { useT0: true, separateMultiplicative });
      const { data } = samplingCovariance(both, { useT0: true, separateMultiplicative, theory });
      expect(data).toEqual(without.data.map((value, k) => value + k));
    }
  });
  it('refuses a point that is left without uncertainty', () => {
    const bare = dataset('BARE', [1], [0], systematic('MULT', 'CORR', [0.1]));
    const sample = () =>
      samplingCovariance([{ dataset: bare, truth: bare.central }], {
        useT0: true,
        separateMultiplicative: true,
      });
    expect(sample).toThrow('BARE[0]: found a total uncertainty of 0');
  });
});

describe('a theory covariance', () => {
  const covariance = buildCovariance([{ dataset: first, truth: firstT0 }]);
  const columns = fromNested([
    [0.1, 0],
    [0.2, -0.1],
    [0, 0.3],
  ]);
  const dense = denseCovariance(covariance);
  it('adds as a matrix and as columns alike', () => {
    const theory = fromNested([
      [0.01, 0.02, 0],
      [0.02, 0.05, -0.03],
      [0, -0.03, 0.09],
    ]);
    const wider = withColumns(covariance, columns);
    expect(wider.columns.shape[1]).toBe((covariance.columns.shape[1] ?? 0) + 2);
    expect(denseCovariance(wider).data).toBeAllclose(addTheory(dense, theory).data, { rtol: 1e-14 });
  });
  it('may be absent', () => {
    expect(addTheory(dense, undefined)).toBe(dense);
    expect(withColumns(covariance, ndarray([], [3, 0]))).toEqual(covariance);
  });
  it('of other points is refused', () => {
    expect(() => addTheory(dense, ndarray([1], [1, 1]))).toThrow(CovarianceError);
    expect(() => addTheory(dense, ndarray([1], [1, 1]))).toThrow(
      'a theory covariance [1, 1], expected [3, 3]',
    );
    expect(() => withColumns(covariance, ndarray([1], [1, 1]))).toThrow(
      'a theory covariance [1, 1], expected [3, 1]',
    );
  });
});
