import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { mt19937 } from '../src/index.ts';

const draws = (seed: number, count: number): number[] => {
  const generator = mt19937(seed);
  return Array.from({ length: count }, () => generator.nextUint32());
};

describe('mt19937', () => {
  // Recorded with NumPy 2.4.6: RandomState(seed).randint(0, 2**32, dtype=uint32).
  it('agrees with NumPy, also after the state was renewed', () => {
    const all = draws(5489, 1000);
    expect([0, 1, 2, 623, 624, 999].map((i) => all[i])).toEqual([
      3499211612, 581869302, 3890346734, 4020325887, 4178893912, 1341017984,
    ]);
    expect(draws(0, 2)).toEqual([2357136044, 2546248239]);
    expect(draws(2 ** 32 - 1, 2)).toEqual([419326371, 479346978]);
  });
  it('has the 10000th output that the C++ standard demands of std::mt19937', () => {
    expect(draws(5489, 10_000).at(-1)).toBe(4123659995);
  });
  it.each([-1, 1.5, 2 ** 32])('refuses the seed %s', (seed) => {
    expect(() => mt19937(seed)).toThrow('0 to 2^32 - 1');
  });
});
