import { describe, expect, it } from 'vitest';
import { allclose, numericalGradient } from '../src/index.ts';

describe('allclose', () => {
  it('compares nested arrays element by element', () => {
    expect([[1, 2], [3]]).toBeAllclose([1, 2, 3]);
    expect(allclose([1, 2], [1, 2.1], { rtol: 1e-2 })).toContain('element 1 of 2');
    expect(allclose([1, 2], [1, 2.1], { rtol: 0.05 })).toBeUndefined();
    expect(allclose([1], [1, 2])).toContain('1 numbers, expected 2');
  });

  it('takes NaN as different from a number', () => {
    expect(allclose([Number.NaN], [1], { rtol: 1 })).toBeDefined();
    expect(allclose([Number.NaN], [Number.NaN])).toBeUndefined();
  });
});

describe('numericalGradient', () => {
  it('of a cubic', () => {
    const f = (x: Float64Array) => (x[0] ?? 0) ** 3 + 2 * (x[1] ?? 0);
    expect(numericalGradient(f, Float64Array.of(2, 5))).toBeAllclose([12, 2], { rtol: 1e-8 });
  });
});
