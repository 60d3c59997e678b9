import type { NdArray } from '@parton/ndarray';
import { type Pcg64, pcg64 } from '@parton/numpy-random';
import { columnFactors, datasetFactors, type Multiplicative, normals } from './multiplicative.ts';
import { PseudodataError } from './pseudodata-error.ts';

const MAXIMUM_DRAWS = 1_000_000;

/** The distribution that one replica of the data of one group is drawn from, and its seed. */
export interface PseudodataOptions {
  /** `[n]`: datasets in the order of the group, points ascending after cuts. */
  readonly central: Float64Array;
  /** `[n, n]`, lower triangular: `squareRoot squareRoot^T` is the sampling covariance. */
  readonly squareRoot: NdArray;
  /** {@link groupSeed}; for the noise of a closure test the `filterseed` itself. */
  readonly seed: number;
  /** Uncertainties that multiply the data instead of shifting them. */
  readonly multiplicative?: Multiplicative;
  /**
   * `[n]`: 0 where a replica with a negative value is drawn again (`resample_negative_pseudodata`), 1 where any value is
   * accepted: the function of the same name. By default every value is accepted everywhere.
   */
  readonly mayBeNegative?: Uint8Array;
}

/**
 * One Monte Carlo replica of the data: `(central + squareRoot z) m` with standard normal `z`, where
 * `m = prod_k (1 + p_k xi_k / 100)` is 1 without separate multiplicative uncertainties. The numbers are drawn in the
 * order of n3fit (own columns of each dataset, `z`, shared columns), so the same seed gives the same replica.
 *
 * @returns `[n]`
 * @throws PseudodataError on wrong lengths, and where a million draws did not satisfy `mayBeNegative`
 */
export function samplePseudodata(options: PseudodataOptions): Float64Array {
  const { seed, mayBeNegative } = options;
  checkShapes(options);
  const random = pcg64(seed);
  for (let draws = 0; draws < MAXIMUM_DRAWS; draws++) {
    const replica = draw(random, options);
    if (mayBeNegative === undefined || replica.every((value, i) => value >= 0 || mayBeNegative[i] !== 0))
      return replica;
  }
  throw new PseudodataError({
    found: `${MAXIMUM_DRAWS} replicas of the data in a row with negative values`,
    expected: 'some without',
    cure: 'Set resample_negative_pseudodata: false, or leave out the datasets whose uncertainties exceed their values',
  });
}

function draw(random: Pcg64, { central, squareRoot, multiplicative }: PseudodataOptions): Float64Array {
  const own = multiplicative && datasetFactors(random, multiplicative.datasets);
  const shifts = lowerTimes(squareRoot, normals(random, central.length));
  const replica = central.map((value, i) => value + (shifts[i] ?? 0));
  if (multiplicative === undefined || own === undefined) return replica;
  const shared = columnFactors(random, multiplicative.special);
  return replica.map((value, i) => value * ((own[i] ?? 1) * (shared[i] ?? 1)));
}

/** `lower z`, with only the triangle visited. */
function lowerTimes(lower: NdArray, z: Float64Array): Float64Array {
  const n = z.length;
  return z.map((_, i) => {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += (lower.data[i * n + j] ?? 0) * (z[j] ?? 0);
    return sum;
  });
}

function checkShapes({ central, squareRoot, mayBeNegative, multiplicative }: PseudodataOptions): void {
  const n = central.length;
  expectShape('squareRoot', squareRoot.shape, [n, n]);
  if (mayBeNegative !== undefined) expectShape('mayBeNegative', [mayBeNegative.length], [n]);
  if (multiplicative === undefined) return;
  const points = (percent: NdArray): number => percent.shape[0] ?? 0;
  expectShape('special', [points(multiplicative.special)], [n]);
  for (const kind of ['uncorrelated', 'correlated'] as const) {
    expectShape(kind, [multiplicative.datasets.reduce((sum, set) => sum + points(set[kind]), 0)], [n]);
  }
}

function expectShape(key: string, found: readonly number[], expected: readonly number[]): void {
  if (found.join() === expected.join()) return;
  throw new PseudodataError({
    where: { key },
    found: `${found.join(' x ')} numbers`,
    expected: expected.join(' x '),
  });
}
