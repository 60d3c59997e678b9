import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { logLagrange } from '../src/log-lagrange.ts';

const nodes = Float64Array.of(1e-3, 3e-3, 1e-2, 0.05, 0.1, 0.3, 0.6, 1);
const weights = (x: number, degree = 4) => logLagrange(nodes, Float64Array.of(x), degree).data;

describe('logLagrange', () => {
  it.each([
    [1, 0.02, [0, 0, 0.569323, 0.430677, 0, 0, 0, 0]],
    [2, 0.2, [0, 0, 0, 0, 0.226294, 1, -0.226294, 0]],
    [2, 0.7, [0, 0, 0, 0, 0, -0.065883, 0.853514, 0.21237]],
    [3, 0.02, [0, -0.08606, 0.627041, 0.674313, -0.215294, 0, 0, 0]],
    [4, 0.002, [0.180313, 1.07654, -0.344479, 0.144119, -0.056492, 0, 0, 0]],
    [4, 0.02, [0, -0.050607, 0.499253, 1.019151, -0.530693, 0.062896, 0, 0]],
    [4, 0.2, [0, 0, 0, -0.05375, 0.316346, 1.034269, -0.39776, 0.100895]],
  ])('degree %i at x = %d has the weights of eko 0.15.7', (degree, x, expected) => {
    expect(weights(x, degree)).toBeAllclose(expected, { atol: 5e-7 });
  });
  it('is exact for polynomials in ln x up to its degree', () => {
    const at = Float64Array.from({ length: 50 }, (_, k) => 1e-3 ** (k / 49));
    for (const degree of [1, 2, 3, 4, 5]) {
      const { data } = logLagrange(nodes, at, degree);
      const power = (x: number) => Math.log(x) ** degree - 2 * Math.log(x) + 3;
      const got = [...at].map((_, m) =>
        nodes.reduce((sum, x, n) => sum + (data[m * 8 + n] ?? 0) * power(x), 0),
      );
      expect(got).toBeAllclose(Array.from(at, power), { rtol: 1e-10 });
    }
  });
  it('is the identity at the nodes, to the bit', () => {
    const { data } = logLagrange(nodes, nodes, 4);
    expect([...data]).toEqual([...nodes].flatMap((_, i) => [...nodes].map((__, j) => (i === j ? 1 : 0))));
  });
  it('takes what misses a node by rounding for the node, also below the first', () => {
    for (const miss of [-3.6e-15, 3.6e-15, -9e-11]) expect(weights(1e-3 * (1 + miss))).toEqual(weights(1e-3));
    expect(weights(0.1 * (1 + 1e-12))).toEqual(weights(0.1));
  });
  it('is 0 outside', () => {
    expect([...weights(1e-3 * (1 - 1e-9)), ...weights(1.1)].every((weight) => weight === 0)).toBe(true);
  });
});
