import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { pcg64 } from '../src/index.ts';

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, () => draw());

// Numbers recorded with NumPy 2.4.6, numpy.random.default_rng(seed) unless said otherwise.
describe('pcg64 agrees with NumPy', () => {
  it.each<[number | bigint, bigint, bigint]>([
    [0, 0xa30febcfd9c2825fn, 0x4510bdf882d9d721n],
    [12345, 0x3a32b18db2ffc19dn, 0x51171315c9e4c4den],
    [2 ** 32 - 1, 0x407f5fa930d8fd9fn, 0x3814b22eb9684802n],
    [2 ** 32, 0xe3c5ebe285ac1625n, 0x8ea09968fe31dbccn],
    [2 ** 40 + 12345, 0x30abefeb4e0726d8n, 0xcd63b0c329a4cc7en],
    [2n ** 130n + 9n, 0x0ab35a7cbdadb77cn, 0xa3fee982c2d9d677n],
  ])('raw output of seed %s', (seed, first, second) => {
    const rng = pcg64(seed);
    expect(times(2, rng.nextUint64)).toEqual([first, second]);
  });

  it('keeps the second half of a 32-bit draw across other draws', () => {
    const rng = pcg64(42);
    expect(rng.nextUint32()).toBe(383329928);
    expect(rng.random()).toBe(0.4388784397520523);
    expect([rng.nextUint32(), rng.nextUint32()]).toEqual([3324115917, 1859786276]);
    expect(rng.uniform(-2, 3)).toBe(1.4868401452968194);
    expect(rng.nextUint32()).toBe(3687649986);
  });

  it('integers, in one stream', () => {
    const rng = pcg64(1);
    const draws = (low: number, high: number) => times(4, () => rng.integers(low, high));
    expect(draws(0, 10)).toEqual([4, 5, 7, 9]);
    expect(draws(1, 2 ** 30)).toEqual([37422644, 154790206, 883629044, 1018604587]);
    // A quarter of the 32-bit words are refused in this range.
    expect(draws(0, 3 * 2 ** 30)).toEqual([802821630, 1363629939, 2666216678, 827829271]);
    expect(draws(-3, 4)).toEqual([-1, 1, 0, -3]);
    expect(draws(5, 6)).toEqual([5, 5, 5, 5]);
    expect(draws(0, 2 ** 32)).toEqual([118365490, 3717673525, 3236314158, 3598687396]);
    expect(rng.random()).toBe(0.32973171649909216);
  });

  it('shuffle', () => {
    const rng = pcg64(99);
    const bytes = Uint8Array.from({ length: 30 }, (_, i) => i);
    rng.shuffle(bytes);
    expect([...bytes]).toEqual([
      26, 4, 5, 24, 28, 21, 0, 18, 15, 8, 23, 16, 2, 9, 22, 17, 14, 12, 27, 11, 3, 20, 19, 29, 6, 1, 10, 7,
      13, 25,
    ]);
    const numbers = [0, 1, 2, 3, 4, 5, 6];
    rng.shuffle(numbers);
    expect(numbers).toEqual([5, 0, 2, 3, 1, 6, 4]);
    expect(rng.random()).toBe(0.7025911466579821);
  });

  it('normal', () => {
    const expected = [
      -0.08047928068965754, -0.568034471217799, 0.836581273460665, -0.5980930432911883, 1.5959619156669234,
    ];
    expect(times(5, pcg64(50540185).normal)).toBeAllclose(expected, { atol: 1e-14 });
  });

  it('normal, tail and wedges included: 100000 draws', () => {
    const rng = pcg64(3);
    const draws = times(100_000, rng.normal);
    const tail = [1966, 5970, 16548, 17438, 17944, 19569].map((i) => draws[i] ?? 0);
    expect(tail).toBeAllclose(
      [
        3.8864552710410796, 4.036861678844423, -3.741162738252752, -3.670719207116634, 3.677321781760268,
        -3.737707015770314,
      ],
      { rtol: 1e-14 },
    );
    expect(draws.at(-1) ?? 0).toBeAllclose(-0.9907791535071947, { atol: 1e-14 });
    expect(draws.reduce((sum, x) => sum + x, 0)).toBeAllclose(74.28766527213034, { atol: 1e-9 });
    expect(draws.reduce((sum, x) => sum + x * x, 0)).toBeAllclose(99811.586918051, { rtol: 1e-12 });
    expect(rng.random()).toBe(0.2922684357659593);
  });
});

describe('pcg64', () => {
  it('gives every generator a stream of its own', () => {
    const [a, b] = [pcg64(8), pcg64(8)];
    const alone = times(10, pcg64(8).normal);
    const interleaved = times(10, () => [a.normal(), b.normal()]);
    expect(interleaved).toEqual(alone.map((x) => [x, x]));
    expect(times(10, pcg64(9).normal)).not.toEqual(alone);
  });

  it('shuffle permutes; nothing to shuffle draws nothing', () => {
    const numbers = Float64Array.from({ length: 1000 }, (_, i) => i);
    pcg64(5).shuffle(numbers);
    expect([...numbers].sort((a, b) => a - b)).toEqual([...numbers.keys()]);
    expect([...numbers]).not.toEqual([...numbers.keys()]);
    const [rng, untouched] = [pcg64(6), pcg64(6)];
    rng.shuffle([]);
    rng.shuffle([7]);
    expect(rng.nextUint64()).toBe(untouched.nextUint64());
  });

  it('normal has the moments of a normal distribution', () => {
    const n = 1_000_000;
    const draws = times(n, pcg64(2025).normal);
    const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / n;
    // Within four standard deviations of the sample moments: 1, sqrt(2), sqrt(15), sqrt(96) over sqrt(n).
    expect(moment(1)).toBeAllclose(0, { atol: 4e-3 });
    expect(moment(2)).toBeAllclose(1, { atol: 5.7e-3 });
    expect(moment(3)).toBeAllclose(0, { atol: 15.5e-3 });
    expect(moment(4)).toBeAllclose(3, { atol: 39e-3 });
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, -1n])('refuses the seed %s', (seed) => {
    expect(() => pcg64(seed)).toThrow('expected a whole number >= 0');
  });

  it.each([
    [3, 3],
    [4, 3],
    [0, 2 ** 32 + 1],
    [0.5, 3],
    [0, Number.NaN],
  ])('refuses integers from %s to %s', (low, high) => {
    expect(() => pcg64(1).integers(low, high)).toThrow('between 1 and 2^32');
  });
});

sharedSuite('pcg64 and recorded draws', 'fixtures/model.json', () => {
  interface Rng {
    pcg64_12345: { first_raw_hex: string[]; shuffle_15_of_20: string };
    kfold_seed_multiplier_draw: Record<string, number>;
  }
  const recorded = () => readShared<{ rng: Rng }>('fixtures', 'model.json').rng;
  it('raw output and shuffle of seed 12345', () => {
    const { first_raw_hex: raw, shuffle_15_of_20: shuffled } = recorded().pcg64_12345;
    expect(times(raw.length, pcg64(12345).nextUint64)).toEqual(raw.map(BigInt));
    const mask = new Uint8Array(20).fill(1, 0, 15);
    pcg64(12345).shuffle(mask);
    expect(mask.join('')).toBe(shuffled);
  });
  it('the factor of the network seed in k-folds', () => {
    for (const [seed, draw] of Object.entries(recorded().kfold_seed_multiplier_draw)) {
      expect(pcg64(Number(seed)).integers(1, 2 ** 30)).toBe(draw);
    }
  });
});
