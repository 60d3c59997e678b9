import { ndarray, row, stack } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  type ExponentRange,
  initExponents,
  PreprocessingError,
  rangeBounds,
  trainableMask,
} from '../src/index.ts';
import { RANGES } from './ranges.ts';

const SEEDS = [1872583848, 794921487, 111352301];

describe('initExponents', () => {
  it('lies in the ranges, one value for each replica and flavour', () => {
    const { alpha, beta } = initExponents(RANGES, SEEDS);
    expect([alpha.shape, beta.shape]).toEqual([
      [3, 8, 1],
      [3, 8, 1],
    ]);
    SEEDS.forEach((_, r) =>
      RANGES.forEach(({ smallx, largex }, j) => {
        const [a, b] = [alpha.data[r * 8 + j] ?? Number.NaN, beta.data[r * 8 + j] ?? Number.NaN];
        expect(a >= smallx[0] && a <= smallx[1]).toBe(true);
        expect(b >= largex[0] && b <= largex[1]).toBe(true);
      }),
    );
    expect(new Set(alpha.data).size).toBe(24);
  });
  it('draws alpha of flavour j from seed + 2j and beta from seed + 2j + 1, with the bits of numpy', () => {
    const unit: ExponentRange = { fl: 'g', smallx: [0, 1], largex: [10, 12], trainable: true };
    // numpy.random.default_rng(42).random(), and the same seed as the beta of seed 41.
    expect(initExponents([unit], [42]).alpha.data).toBeAllclose([0.7739560485559633], { rtol: 1e-15 });
    expect(initExponents([unit], [41]).beta.data).toBeAllclose([10 + 2 * 0.7739560485559633], {
      rtol: 1e-15,
    });
    expect(initExponents([unit, unit], [40]).alpha.data[1]).toBe(initExponents([unit], [42]).alpha.data[0]);
  });
  it('gives a replica the same values alone and in any batch', () => {
    const batch = initExponents(RANGES, SEEDS);
    expect(initExponents(RANGES, SEEDS)).toEqual(batch);
    for (const name of ['alpha', 'beta'] as const) {
      const alone = SEEDS.map((seed) => row(initExponents(RANGES, [seed])[name], 0));
      expect(stack(alone)).toEqual(batch[name]);
      expect(row(initExponents(RANGES, SEEDS.toReversed())[name], 0)).toEqual(row(batch[name], 2));
    }
  });
  it('keeps alpha where beta is off, and beta is 0', () => {
    const withoutLargeX = RANGES.map(({ fl, smallx, trainable }) => ({ fl, smallx, trainable }));
    const { alpha, beta } = initExponents(withoutLargeX, SEEDS, { largeX: false });
    expect(alpha).toEqual(initExponents(RANGES, SEEDS).alpha);
    expect(beta.data.every((value) => value === 0)).toBe(true);
    expect(rangeBounds(withoutLargeX, { largeX: false }).beta.high).toEqual(
      ndarray(Array(8).fill(0), [8, 1]),
    );
  });
  it('pins a value with a range of no width', () => {
    const pinned: ExponentRange = { fl: 'g', smallx: [1.1, 1.1], largex: [3, 3], trainable: false };
    expect(initExponents([pinned], [1, 2])).toEqual({
      alpha: ndarray([1.1, 1.1], [2, 1, 1]),
      beta: ndarray([3, 3], [2, 1, 1]),
    });
  });
  it.each<[string, readonly ExponentRange[], readonly number[]]>([
    ['no flavours', [], [1]],
    ['no seeds', RANGES, []],
    ['fitting.basis.g.largex: found no range', [{ fl: 'g', smallx: [0, 1], trainable: true }], [1]],
    [
      'fitting.basis.v.smallx: found [2, 1]',
      [{ fl: 'v', smallx: [2, 1], largex: [1, 2], trainable: true }],
      [1],
    ],
  ])('refuses %s', (message, ranges, seeds) => {
    expect(() => initExponents(ranges, seeds)).toThrow(message);
    expect(() => initExponents(ranges, seeds)).toThrow(PreprocessingError);
  });
});

describe('ranges as arrays', () => {
  it('bounds are columns [F, 1] in the order of the basis', () => {
    const { alpha, beta } = rangeBounds(RANGES);
    expect(alpha.low.shape).toEqual([8, 1]);
    expect(alpha.low.data[5]).toBe(-0.37);
    expect(alpha.high.data[5]).toBe(1.52);
    expect([beta.low.data[1], beta.high.data[1]]).toEqual([0.11, 5.87]);
  });
  it('the mask has a 1 for each trained flavour', () => {
    expect(trainableMask(RANGES)).toEqual(ndarray([0, 0, 0, 1, 1, 1, 1, 1], [8, 1]));
  });
});
