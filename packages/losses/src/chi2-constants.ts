import {
  matmul,
  type NdArray,
  row,
  stack,
  symmetricEigen,
  symmetricInverse,
  transpose,
  zeros,
} from '@parton/ndarray';

/** The constants of `chi2Nuisance`, as plain arrays. */
export interface NuisanceConstants {
  /** `[R, n]`. */
  readonly weights: NdArray;
  /** `[R, k, k]`. */
  readonly inner: NdArray;
}

/** `mask / variance`: the weights `[R, n]` of `chi2Diagonal`, for masks `[R, n]` of 0 and 1 and variances `[n]`. */
export function diagonalWeights(masks: NdArray, variances: Float64Array): NdArray {
  const points = variances.length;
  return { shape: masks.shape, data: masks.data.map((mask, i) => mask / (variances[i % points] ?? 1)) };
}

/** Combinations of systematic uncertainties below this part of the uncorrelated variance of any point are left out. */
const NEGLIGIBLE = 1e-5;

/**
 * The fewest columns with the same covariance `columns columns^T`, up to `tolerance` times `diag(variances)`: in units of
 * the uncorrelated uncertainties the columns are rotated to their principal directions and the smallest are dropped.
 * chi2 changes by less than `tolerance` times itself. Published covariances need a third of their columns or fewer: a
 * set of 76 points comes with a thousand.
 *
 * @param variances `[n]`, all positive
 * @param columns `[n, k]`
 * @param tolerance default 1e-5
 * @returns `[n, r]`, `r <= min(n, k)`
 */
export function fewestColumns(variances: Float64Array, columns: NdArray, tolerance = NEGLIGIBLE): NdArray {
  const [points = 0, count = 0] = columns.shape;
  const sigma = variances.map(Math.sqrt);
  const scaled = {
    shape: columns.shape,
    data: columns.data.map((value, i) => value / (sigma[Math.floor(i / count)] ?? 1)),
  };
  const transposed = transpose(scaled);
  const wide = count > points;
  const { values, vectors } = symmetricEigen(wide ? matmul(scaled, transposed) : matmul(transposed, scaled));
  const kept = [...values.keys()].filter((k) => (values[k] ?? 0) > tolerance).toReversed();
  const directions = zeros([kept.length, wide ? points : count]);
  kept.forEach((k, i) => directions.data.set(row(vectors, k).data, i * (directions.shape[1] ?? 0)));
  const principal = wide ? transpose(directions) : matmul(scaled, transpose(directions));
  const rank = kept.length;
  return {
    shape: [points, rank],
    data: principal.data.map((value, i) => {
      const size = wide ? Math.sqrt(values[kept[i % rank] ?? 0] ?? 0) : 1;
      return value * size * (sigma[Math.floor(i / rank)] ?? 1);
    }),
  };
}

/**
 * The constants of `chi2Nuisance` for the covariance `diag(variances) + columns columns^T` restricted to the points of
 * each mask. Cost: at most R n k^2 / 2 multiplications, as what a mask leaves out can be
 * subtracted instead, and R inversions of `[k, k]`.
 *
 * @param masks `[R, n]` of 0 and 1
 * @param variances `[n]`, all positive
 * @param columns `[n, k]`
 */
export function nuisanceConstants(
  masks: NdArray,
  variances: Float64Array,
  columns: NdArray,
): NuisanceConstants {
  const weights = diagonalWeights(masks, variances);
  const replicas = masks.shape[0] ?? 0;
  const all = variances.map((variance) => 1 / variance);
  const whole = gram(all, columns);
  const inner = Array.from({ length: replicas }, (_, r) => {
    const own = row(weights, r).data;
    const outside = all.map((weight, i) => (own[i] === 0 ? weight : 0));
    const more = own.reduce((count, weight) => count + (weight === 0 ? -1 : 1), 0) > 0;
    const part = gram(more ? outside : own, columns);
    return symmetricInverse(oneMore(more ? difference(whole, part) : part));
  });
  return { weights, inner: inner.length === 0 ? zeros([0, 0, 0]) : stack(inner) };
}

function difference(a: NdArray, b: NdArray): NdArray {
  return { shape: a.shape, data: a.data.map((value, i) => value - (b.data[i] ?? 0)) };
}

/** `1 + a`, made symmetric to the last bit. */
function oneMore(a: NdArray): NdArray {
  const [k = 0] = a.shape;
  return {
    shape: a.shape,
    data: a.data.map((value, i) => {
      const [u, v] = [Math.floor(i / k), i % k];
      return (value + (a.data[v * k + u] ?? 0)) / 2 + (u === v ? 1 : 0);
    }),
  };
}

/**
 * `columns^T diag(factors) columns` over the points with a factor other than zero.
 *
 * @returns `[k, k]`
 */
function gram(factors: Float64Array, columns: NdArray): NdArray {
  const k = columns.shape[1] ?? 0;
  const points = [...factors.keys()].filter((i) => factors[i] !== 0);
  const left = zeros([k, points.length]);
  const right = zeros([points.length, k]);
  points.forEach((i, at) => {
    const line = columns.data.subarray(i * k, (i + 1) * k);
    right.data.set(line, at * k);
    for (let a = 0; a < k; a++) left.data[a * points.length + at] = (factors[i] ?? 0) * (line[a] ?? 0);
  });
  return matmul(left, right);
}

/**
 * The inverse covariance of the points of each mask, with rows and columns of zeros elsewhere: the `[R, n, n]` of
 * `chi2Dense`.
 *
 * @param masks `[R, n]` of 0 and 1
 * @param covariance `[n, n]`
 */
export function denseInverse(masks: NdArray, covariance: NdArray): NdArray {
  const [replicas = 0, points = 0] = masks.shape;
  const out = zeros([replicas, points, points]);
  for (let r = 0; r < replicas; r++) {
    const kept = [...row(masks, r).data.entries()].filter(([, mask]) => mask !== 0).map(([i]) => i);
    const block = zeros([kept.length, kept.length]);
    kept.forEach((i, a) =>
      kept.forEach((j, b) => (block.data[a * kept.length + b] = covariance.data[i * points + j] ?? 0)),
    );
    const inverse = symmetricInverse(block);
    const target = row(out, r).data;
    kept.forEach((i, a) =>
      kept.forEach((j, b) => (target[i * points + j] = inverse.data[a * kept.length + b] ?? 0)),
    );
  }
  return out;
}
