import type { NdArray } from '@parton/ndarray';
import type { Pcg64 } from '@parton/numpy-random';

/** Multiplicative uncertainties of one dataset, in percent of the data. A set without any has zero columns. */
export interface DatasetMultiplicative {
  /** `[n_d, k]`: independent from point to point (type UNCORR). */
  readonly uncorrelated: NdArray;
  /** `[n_d, k]`: one shift per column for all points of the set (type CORR). */
  readonly correlated: NdArray;
}

/** Multiplicative uncertainties of a group (`separate_multiplicative: true`); the covariance must not hold them. */
export interface Multiplicative {
  /** One entry per dataset, in the order of the points. */
  readonly datasets: readonly DatasetMultiplicative[];
  /** `[n, k]`: shared between datasets (named types), 0 where a set has none; columns in alphabetical order. */
  readonly special: NdArray;
}

/** Draws `prod_k (1 + p_ik xi_ik / 100)` over the columns that belong to one dataset. `[n]`, all sets joined. */
export function datasetFactors(random: Pcg64, datasets: readonly DatasetMultiplicative[]): Float64Array {
  const factors = datasets.map(({ uncorrelated, correlated }) => {
    const independent = normals(random, uncorrelated.data.length);
    const own = shiftFactors(uncorrelated, (i, k) => independent[i * (uncorrelated.shape[1] ?? 0) + k] ?? 0);
    const common = columnFactors(random, correlated);
    return own.map((factor, i) => factor * (common[i] ?? 1));
  });
  return Float64Array.from(factors.flatMap((factor) => [...factor]));
}

/** Draws `prod_k (1 + p_ik xi_k / 100)`: one number per column, shared by all rows of `[n, k]`. */
export function columnFactors(random: Pcg64, percent: NdArray): Float64Array {
  const shifts = normals(random, percent.shape[1] ?? 0);
  return shiftFactors(percent, (_, k) => shifts[k] ?? 0);
}

/** `count` standard normal numbers, in the order of drawing. */
export function normals(random: Pcg64, count: number): Float64Array {
  return new Float64Array(count).map(() => random.normal());
}

function shiftFactors({ shape, data }: NdArray, shift: (i: number, k: number) => number): Float64Array {
  const [points = 0, columns = 0] = shape;
  return Float64Array.from({ length: points }, (_, i) => {
    let product = 1;
    for (let k = 0; k < columns; k++) product *= 1 + ((data[i * columns + k] ?? 0) * shift(i, k)) / 100;
    return product;
  });
}
