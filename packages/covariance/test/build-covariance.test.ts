import { row } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { buildCovariance, CovarianceError, denseCovariance } from '../src/index.ts';
import { dataset, first, firstT0, second, secondT0, systematic } from './small.ts';

const both = buildCovariance([
  { dataset: first, truth: firstT0 },
  { dataset: second, truth: secondT0 },
]);
const elements = denseCovariance(both);
const element = (i: number, j: number) => elements.data[i * 5 + j] ?? Number.NaN;

describe('buildCovariance', () => {
  it('counts points and sources: two CORR of the first, LUMI, two SCALE, one CORR of the second', () => {
    expect(both.points).toBe(5);
    expect(both.columns.shape).toEqual([5, 6]);
    expect(both.datasets).toEqual([
      { name: 'FIRST', points: 3 },
      { name: 'SECOND', points: 2 },
    ]);
  });
  it('adds the squares of uncorrelated uncertainties, multiplicative ones scaled to the truth', () => {
    expect(both.variances).toBeAllclose(
      [
        0.1 ** 2 + 0.1 ** 2 + (0.2 * 1.1) ** 2,
        0.2 ** 2 + 0.1 ** 2 + (0.4 * 0.9) ** 2,
        0.3 ** 2 + 0.1 ** 2 + 0.1 ** 2,
        0.5 ** 2,
        0,
      ],
      { rtol: 1e-14 },
    );
  });
  it('correlates CORR within a data set only', () => {
    const expected = -0.3 * 0.3 + 0.1 * 1.1 * 0.1 * 0.9 + 0.2 * 1.1 * -0.4 * 0.9 + 0.1 * 0.2;
    expect(element(0, 1)).toBeAllclose(expected, { rtol: 1e-14 });
  });
  it('correlates special names between data sets, repeated names in their order', () => {
    expect(element(0, 3)).toBeAllclose(0.2 * 1.1 * 1 * 0.9 + 0.1 * 0.7, { rtol: 1e-14 });
    expect(element(2, 4)).toBeAllclose(0.5 * 2 * 1.1 + 0.2 * 0.8, { rtol: 1e-14 });
  });
  it('of one data set is the diagonal block of many', () => {
    const alone = denseCovariance(buildCovariance([{ dataset: second, truth: secondT0 }]));
    for (const i of [0, 1])
      expect(row(alone, i).data).toBeAllclose(row(elements, 3 + i).data.subarray(3), { rtol: 1e-15 });
  });
  it('is symmetric, and permutes with the data sets', () => {
    const swapped = denseCovariance(
      buildCovariance([
        { dataset: second, truth: secondT0 },
        { dataset: first, truth: firstT0 },
      ]),
    );
    const place = [2, 3, 4, 0, 1];
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        expect(element(j, i)).toBe(element(i, j));
        const moved = swapped.data[(place[i] ?? 0) * 5 + (place[j] ?? 0)] ?? 0;
        expect(moved).toBeAllclose(element(i, j), { rtol: 1e-14 });
      }
    }
  });
  it('takes the values as they are where the truth is the measurement', () => {
    const experimental = buildCovariance([{ dataset: second, truth: second.central }]);
    expect(denseCovariance(experimental).data).toBeAllclose(
      [0.5 ** 2 + 0.4 ** 2 + 1 + 0.7 ** 2, 0.4 * 0.6 + 2, 0.4 * 0.6 + 2, 0.6 ** 2 + 4 + 0.8 ** 2],
      { rtol: 1e-14 },
    );
  });
  it('divides by sqrt(w_i w_j)', () => {
    const weighted = denseCovariance(
      buildCovariance([
        { dataset: first, truth: firstT0, weight: 4 },
        { dataset: second, truth: secondT0, weight: 9 },
      ]),
    );
    const root = [2, 2, 2, 3, 3];
    const expected = elements.data.map(
      (value, k) => value / ((root[Math.floor(k / 5)] ?? 0) * (root[k % 5] ?? 0)),
    );
    expect(weighted.data).toBeAllclose(expected, { rtol: 1e-14, atol: 1e-16 });
  });
});

describe('refuses', () => {
  it('a point without uncertainty, by its name', () => {
    const bare = dataset('BARE', [1, 1], [1, 0]);
    const build = () =>
      buildCovariance([
        { dataset: first, truth: firstT0 },
        { dataset: bare, truth: bare.central },
      ]);
    expect(build).toThrow(CovarianceError);
    expect(build).toThrow('BARE[1]: found a total uncertainty of 0');
  });
  it('a prediction that is not a number', () => {
    const truth = Float64Array.of(2.2, Number.NaN, 5);
    expect(() => buildCovariance([{ dataset: first, truth }])).toThrow(
      'FIRST[1]: found a total uncertainty of NaN',
    );
  });
  it('a percentage of nothing', () => {
    const zero = dataset('ZERO', [0], [1], systematic('MULT', 'CORR', [0.1]));
    expect(() => buildCovariance([{ dataset: zero, truth: Float64Array.of(1) }])).toThrow(
      'ZERO[0]: found a mult',
    );
    const harmless = dataset('ZERO', [0], [1], systematic('MULT', 'CORR', [0]));
    expect(buildCovariance([{ dataset: harmless, truth: Float64Array.of(1) }]).variances).toEqual(
      Float64Array.of(1),
    );
  });
  it.each([0, -1, Number.NaN])('weight %d', (weight) => {
    expect(() => buildCovariance([{ dataset: first, truth: firstT0, weight }])).toThrow(`weight ${weight}`);
  });
  it('predictions for another number of points', () => {
    expect(() => buildCovariance([{ dataset: first, truth: secondT0 }])).toThrow(
      'FIRST: found 2 values, expected 3',
    );
  });
});
