import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { alphaS, EvolutionError, type EvolutionTheory } from '../src/index.ts';
import { decoupling, invertSeries } from '../src/coupling-coefficients.ts';

const MASSES = [1.51, 4.92, 172.5];
function theory(order: number, running: 'exact' | 'expanded', ratios: readonly number[]): EvolutionTheory {
  const thresholds = MASSES.map((mass, k) => mass * (ratios[k] ?? 1));
  return {
    order: [order, 0],
    alphaS: { value: 0.118, q: 91.2, nf: 5 },
    masses: MASSES,
    thresholds,
    massScheme: 'pole',
    running,
  };
}
/** Thresholds at the masses, without top; and away from them. */
const AT_MASSES = [1, 1, Infinity];
const SHIFTED = [2, 0.5, 1];

/** eko 0.15.7: alpha_s at 1 GeV (nf = 3), 1.65 GeV (4), 1000 GeV (5) and, with shifted thresholds, 300 GeV (6). */
// prettier-ignore
const RECORDED = [
  [1, 'expanded', AT_MASSES, [0.3629737939894237, 0.2887736465308037, 0.08774577057336312]],
  [1, 'exact', SHIFTED, [0.3629737939894237, 0.28276823854522115, 0.08774577057336312, 0.10132973334473201]],
  [2, 'expanded', AT_MASSES, [0.4466873377490062, 0.3244351364361525, 0.08683035608271057]],
  [2, 'expanded', SHIFTED, [0.4407038044647171, 0.3209321480734205, 0.08683035608271057, 0.10077418409354637]],
  [2, 'exact', AT_MASSES, [0.45554344472539565, 0.32746106493982885, 0.0868449250187085]],
  [3, 'expanded', AT_MASSES, [0.468008293282972, 0.33074890793594997, 0.08681055149543877]],
  [3, 'expanded', SHIFTED, [0.4645518031608087, 0.3296999058344446, 0.08681055149543877, 0.10079596720184493]],
  [3, 'exact', SHIFTED, [0.47455064849720907, 0.3306583952544613, 0.08681142867712477, 0.10079611014057868]],
  [4, 'exact', AT_MASSES, [0.47851694101631653, 0.33317602078738945, 0.08680415893705912]],
  [4, 'exact', SHIFTED, [0.4811842613947156, 0.332651488266517, 0.08680415893705912, 0.10080646298714892]],
] as const;

describe('alphaS', () => {
  it.each(RECORDED)('at order %i, %s, thresholds %j is that of EKO', (order, running, ratios, expected) => {
    const points = [
      { q: 1, nf: 3 },
      { q: 1.65, nf: 4 },
      { q: 1000, nf: 5 },
      { q: 300, nf: 6 },
    ].slice(0, expected.length);
    // EKO integrates to some 1e-6.
    const rtol = running === 'exact' ? 1e-6 : 1e-14;
    expect(points.map((point) => alphaS(theory(order, running, ratios), point))).toBeAllclose(expected, {
      rtol,
    });
  });
  it('is its reference value at the reference scale', () => {
    expect(alphaS(theory(3, 'expanded', AT_MASSES), { q: 91.2, nf: 5 })).toBeAllclose(0.118, { rtol: 1e-15 });
  });
  it('does not depend on the way: the exact solution from another scale is the same', () => {
    const settings = theory(4, 'exact', AT_MASSES);
    const value = alphaS(settings, { q: 10, nf: 5 });
    const moved = { ...settings, alphaS: { value, q: 10, nf: 5 } };
    for (const q of [4.92, 91.2, 1000]) {
      expect(alphaS(moved, { q, nf: 5 })).toBeAllclose(alphaS(settings, { q, nf: 5 }), { rtol: 1e-12 });
    }
  });
  it('is refused where it is not known', () => {
    const settings = theory(3, 'expanded', AT_MASSES);
    const at = { q: 10, nf: 5 };
    expect(() => alphaS({ ...settings, order: [3, 1] }, at)).toThrow(
      'expected order 1 to 3 in QCD, 0 in QED, and pole masses',
    );
    expect(() => alphaS({ ...settings, order: [4, 0] }, at)).toThrow('found expanded alpha_s at order 4');
    expect(() => alphaS({ ...settings, massScheme: 'msbar' }, at)).toThrow(EvolutionError);
    expect(() => alphaS(settings, { q: 300, nf: 6 })).toThrow(
      'flavours that have thresholds (1.51, 4.92, Infinity GeV)',
    );
    for (const point of [
      { q: 0, nf: 5 },
      { q: Infinity, nf: 5 },
      { q: 10, nf: 4.5 },
      { q: 10, nf: 7 },
    ]) {
      expect(() => alphaS(settings, point)).toThrow('expected positive scales');
    }
  });
});

describe('invertSeries', () => {
  it('undoes a series to its order', () => {
    const series = decoupling(4, 4, 0.7);
    const apply = (a: number, c: readonly number[]) =>
      a + c.reduce((sum, value, k) => sum + value * a ** (k + 2), 0);
    const error = (a: number) => Math.abs(apply(apply(a, series), invertSeries(series)) - a);
    expect(error(1e-4)).toBeGreaterThan(0);
    expect(error(1e-3) / error(5e-4)).toBeAllclose(32, { rtol: 0.1 });
  });
});
