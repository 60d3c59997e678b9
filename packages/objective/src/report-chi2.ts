import { cholesky, type NdArray, solveLower, zeros } from '@parton/ndarray';
import { type Observable, predict } from '@parton/observables';

/** chi2 of one data set to the measured values. */
export interface DatasetChi2 {
  readonly name: string;
  readonly points: number;
  /** Not divided by the number of points. Correlations with other sets are left out. */
  readonly chi2: number;
}

/** What one PDF predicts and how well it describes the data. */
export interface Chi2Report {
  readonly datasets: readonly DatasetChi2[];
  /** Over all points, with all correlations. */
  readonly total: number;
  /** `[n]`. */
  readonly predictions: Float64Array;
}

/**
 * Compares PDFs with the measured data, in float64 and from the exact tables: per data set with its own block of the
 * covariance, and in total with all correlations. The covariance is factorised once, the result is used for many PDFs.
 *
 * @param covariance `[n, n]` over all points in order
 * @param central `[n]`
 */
export function chi2Reporter(options: {
  readonly data: readonly Observable[];
  readonly covariance: NdArray;
  readonly central: Float64Array;
}): (pdf: (x: Float64Array) => NdArray) => Chi2Report {
  const { data, covariance, central } = options;
  const whole = cholesky(covariance);
  let at = 0;
  const sets = data.map((observable) => {
    const points = Math.max(...observable.operands.map(({ values }) => values.shape[0] ?? 0));
    const set = { observable, from: at, to: at + points, root: cholesky(block(covariance, at, points)) };
    at += points;
    return set;
  });
  return (pdf) => {
    const predictions = Float64Array.from(data.flatMap((observable) => [...predict(observable, pdf)]));
    const difference = predictions.map((value, i) => value - (central[i] ?? 0));
    const datasets = sets.map(({ observable, from, to, root }) => ({
      name: observable.name,
      points: to - from,
      chi2: quadratic(root, difference.subarray(from, to)),
    }));
    return { datasets, total: quadratic(whole, difference), predictions };
  };
}

/** `d^T C^-1 d`, C given by its square root. */
function quadratic(root: NdArray, difference: Float64Array): number {
  return solveLower(root, difference).reduce((sum, value) => sum + value * value, 0);
}

function block(matrix: NdArray, from: number, length: number): NdArray {
  const width = matrix.shape[0] ?? 0;
  const out = zeros([length, length]);
  for (let i = 0; i < length; i++) {
    out.data.set(
      matrix.data.subarray((from + i) * width + from, (from + i) * width + from + length),
      i * length,
    );
  }
  return out;
}
