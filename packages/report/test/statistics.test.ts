import { distances } from '../src/index.ts';
import { bandOf, spread } from '../src/statistics.ts';
import '@parton/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const A = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
const B = [2, 7, 1, 8, 2, 8, 1, 8];
/** Replicas of one point. */
const rows = (values: readonly number[]): number[][] => values.map((value) => [value]);

describe('spread', () => {
  it('has the 68 % interval and the deviation of NumPy (percentile 15.87 and 84.13; std with ddof = 1)', () => {
    const { mean, sigma, low, high, count } = spread(A);
    expect([count, mean, sigma, low, high]).toBeAllclose([10, 3.9, 2.4698178070456938, 1.4283, 5.5717], {
      rtol: 1e-12,
    });
  });

  it('leaves out what is not a number', () => {
    expect(spread([...A, null, Number.NaN, Infinity, undefined])).toEqual(spread(A));
    expect(spread([null])).toMatchObject({ count: 0, mean: Number.NaN, median: Number.NaN });
  });

  it('does not depend on the order, and moves and stretches with the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }), (values) => {
        const { mean, sigma, low, high } = spread(values);
        const other = spread(values.map((value) => 3 * value + 5).toReversed());
        expect([other.mean, other.sigma, other.low, other.high]).toBeAllclose(
          [3 * mean + 5, 3 * sigma, 3 * low + 5, 3 * high + 5],
          { rtol: 1e-9, atol: 1e-9 },
        );
      }),
    );
  });

  it('gives normal replicas a 68 % interval of one sigma to either side', () => {
    // Quantiles of the normal distribution by the logit-like approximation are not needed: sums of 12 uniforms do.
    let state = 7;
    const uniform = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    const values = Array.from({ length: 20000 }, () =>
      Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6),
    );
    const { low, high, sigma } = spread(values);
    expect([low, high]).toBeAllclose([-sigma, sigma], { rtol: 0.03 });
  });
});

describe('bands', () => {
  it('are computed point by point', () => {
    const band = bandOf(A.map((value) => [value, 2 * value]));
    const { mean, sigma, low, high } = spread(A);
    expect(band.mean).toBeAllclose([mean, 2 * mean], { rtol: 1e-14 });
    expect(band.sigma).toBeAllclose([sigma, 2 * sigma], { rtol: 1e-14 });
    expect([...band.low, ...band.high]).toBeAllclose([low, 2 * low, high, 2 * high], { rtol: 1e-14 });
  });

  it('have no width for one replica, and are empty for none', () => {
    expect(bandOf([[1, 2]])).toEqual({ mean: [1, 2], sigma: [0, 0], low: [1, 2], high: [1, 2] });
    expect(bandOf([]).mean).toEqual([]);
  });
});

describe('distances', () => {
  it('are those of the formulas in NumPy', () => {
    const { central, uncertainty } = distances(rows(A), rows(B));
    expect([...central, ...uncertainty]).toBeAllclose([0.5080575816264155, 1.940964615190206], {
      rtol: 1e-12,
    });
  });

  it('are 0 between a fit and itself, also where replicas do not differ', () => {
    const fit = A.map((value) => [value, 0, 1.7]);
    expect(distances(fit, fit)).toEqual({ central: [0, 0, 0], uncertainty: [0, 0, 0] });
  });

  it('are symmetric, and do not change when both fits are moved or stretched', () => {
    const there = distances(rows(A), rows(B));
    expect(distances(rows(B), rows(A))).toEqual(there);
    const moved = distances(rows(A.map((value) => 4 - 2 * value)), rows(B.map((value) => 4 - 2 * value)));
    expect(moved.central).toBeAllclose(there.central, { rtol: 1e-12 });
    expect(moved.uncertainty).toBeAllclose(there.uncertainty, { rtol: 1e-12 });
  });

  it('of means one sigma apart are the root of R / 2', () => {
    const { sigma } = spread(A);
    const { central } = distances(rows(A), rows(A.map((value) => value + sigma)));
    expect(central).toBeAllclose([Math.sqrt(A.length / 2)], { rtol: 1e-12 });
  });
});
