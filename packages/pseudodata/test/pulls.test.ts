import { buildCovariance, denseCovariance, squareRoot } from '@parton/covariance';
import { solveLower } from '@parton/ndarray';
import { nameSalt, replicaSeed } from '@parton/seeds';
import { describe, expect, it } from 'vitest';
import { closureData, groupSeed, samplePseudodata } from '../src/index.ts';

/** Correlated uncertainties of additive kind only, so that the covariance is the same at every level. */
const dataset = {
  name: 'PULLS_NC_1TEV_F2',
  experiment: 'PULLS',
  central: Float64Array.of(1, 2, 3, 4),
  statistical: Float64Array.of(0.3, 0.2, 0.4, 0.1),
  systematics: [
    { name: 'a', treatment: 'ADD', type: 'CORR', values: Float64Array.of(0.5, 0.4, -0.3, 0.2) },
    { name: 'b', treatment: 'ADD', type: 'LUMI', values: Float64Array.of(0.1, 0.2, 0.3, 0.4) },
    { name: 'c', treatment: 'ADD', type: 'UNCORR', values: Float64Array.of(0.1, 0.1, 0.2, 0.2) },
  ],
} as const;
const law = Float64Array.of(1.5, 1.7, 3.3, 4.1);
const root = squareRoot(denseCovariance(buildCovariance([{ dataset, truth: dataset.central }])));
const TESTS = 4000;

/** `root^-1 (after - before)`: independent standard normal numbers, if the noise has the covariance. */
function pulls(after: Float64Array, before: Float64Array): number[] {
  const difference = after.map((value, i) => value - (before[i] ?? 0));
  return [...solveLower(root, difference)];
}

/** One closure test after the other, with other seeds; a replica of each. */
const levels = Array.from({ length: TESTS }, (_, test) => {
  const noise = { seed: nameSalt(`closure test ${test}`), squareRoot: () => root };
  const [level1 = dataset] = closureData({ datasets: [dataset], predictions: [law], noise });
  const seed = groupSeed(replicaSeed(5, 1) + test, [dataset.name]);
  const level2 = samplePseudodata({ central: level1.central, squareRoot: root, seed });
  return { level1: level1.central, level2 };
});
const first = levels.flatMap(({ level1 }) => pulls(level1, law));
const second = levels.flatMap(({ level1, level2 }) => pulls(level2, level1));
const both = levels.flatMap(({ level2 }) => pulls(level2, law)).map((pull) => pull / Math.SQRT2);

/**
 * Bounds that a sample of independent standard normal numbers keeps with a probability of 99.9 % each: 3.29 standard
 * deviations of its mean and of its variance, and 1.95 / sqrt(N) for the largest difference of its distribution
 * function from the normal one (Kolmogorov).
 */
describe.each([
  ['level 1 about the law', first],
  ['level 2 about level 1', second],
  ['level 2 about the law, over sqrt(2)', both],
])('pulls of %s are standard normal at 99.9 %%:', (_, sample) => {
  const n = sample.length;
  it('the mean', () => {
    const mean = sample.reduce((sum, pull) => sum + pull, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(3.29 / Math.sqrt(n));
  });
  it('the variance', () => {
    const variance = sample.reduce((sum, pull) => sum + pull * pull, 0) / n;
    expect(Math.abs(variance - 1)).toBeLessThan(3.29 * Math.sqrt(2 / n));
  });
  it('the distribution', () => {
    const sorted = [...sample].sort((a, b) => a - b);
    const distance = sorted.reduce((worst, pull, i) => {
      const expected = normalDistribution(pull);
      return Math.max(worst, Math.abs(expected - i / n), Math.abs(expected - (i + 1) / n));
    }, 0);
    expect(distance).toBeLessThan(1.95 / Math.sqrt(n));
  });
});

describe('pulls', () => {
  const covariance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, pull, i) => sum + pull * (b[i] ?? 0), 0) / a.length;
  it('of level 1 and level 2 are independent at 99.9 %', () => {
    expect(Math.abs(covariance(first, second))).toBeLessThan(3.29 / Math.sqrt(first.length));
  });
  it('of different points are independent at 99.9 % each', () => {
    for (const sample of [first, second]) {
      const point = (i: number) => sample.filter((_, k) => k % 4 === i);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < i; j++)
          expect(Math.abs(covariance(point(i), point(j)))).toBeLessThan(3.29 / Math.sqrt(TESTS));
      }
    }
  });
  it('would not be normal with other uncertainties', () => {
    const wrong = second.map((pull) => 1.1 * pull);
    const variance = wrong.reduce((sum, pull) => sum + pull * pull, 0) / wrong.length;
    expect(Math.abs(variance - 1)).toBeGreaterThan(3.29 * Math.sqrt(2 / wrong.length));
  });
});

/** By Simpson's rule, to 1e-10. */
function normalDistribution(x: number): number {
  const steps = 200;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  const h = x / steps;
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += density(i * h) * (i % 2 === 0 ? 2 : 4);
  return 0.5 + (sum * h) / 3;
}
