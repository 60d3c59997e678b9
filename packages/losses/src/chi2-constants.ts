import { type NdArray, row, stack, symmetricInverse, zeros } from '@parton/ndarray';

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

/**
 * The constants of `chi2Nuisance` for the covariance `diag(variances) + columns columns^T` restricted to the points of
 * each mask. Cost: R n k^2 / 2 multiplications and R inversions of `[k, k]`.
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
  const inner = Array.from({ length: replicas }, (_, r) =>
    symmetricInverse(gram(row(weights, r).data, columns)),
  );
  return { weights, inner: inner.length === 0 ? zeros([0, 0, 0]) : stack(inner) };
}

/** `1 + columns^T diag(weights) columns`, `[k, k]`; points of weight 0 and zeros of the columns are skipped. */
function gram(weights: Float64Array, columns: NdArray): NdArray {
  const k = columns.shape[1] ?? 0;
  const out = zeros([k, k]);
  for (let a = 0; a < k; a++) out.data[a * k + a] = 1;
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    const line = columns.data.subarray(i * k, (i + 1) * k);
    const filled = Int32Array.from([...line.keys()].filter((a) => line[a] !== 0));
    for (const a of filled) {
      const factor = weight * (line[a] ?? 0);
      const target = out.data.subarray(a * k, a * k + a + 1);
      for (let j = 0; j < filled.length; j++) {
        const b = filled[j] ?? 0;
        if (b > a) break;
        target[b] = (target[b] ?? 0) + factor * (line[b] ?? 0);
      }
    }
  });
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out.data[b * k + a] = out.data[a * k + b] ?? 0;
  return out;
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
