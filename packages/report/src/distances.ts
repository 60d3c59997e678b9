import { deviation, mean } from 'd3-array';

/** How far two sets of replicas are apart at each of N points, in units of the statistical error of the difference. */
export interface Distances {
  /** Of the means, `[N]`. */
  readonly central: readonly number[];
  /** Of the variances, `[N]`. */
  readonly uncertainty: readonly number[];
}

/**
 * The distances of NNPDF (arXiv:1410.8849; validphys) between replicas `a` `[R1][N]` and `b` `[R2][N]`:
 *
 * - of the means `m`:     `d^2 = (m1 - m2)^2 / (s1^2 / R1 + s2^2 / R2)`
 * - of the variances `s^2`: `d^2 = (s1^2 - s2^2)^2 / (v1 + v2)`, with `v = (m4 - (R - 3) / (R - 1) s^4) / R`
 *
 * where `m4` is the fourth central moment and `s^2` has R - 1 (validphys: R). Sets drawn from one distribution have distances near 1. With 100 replicas
 * each, means that differ by one sigma have a distance of 7. Both are 0 where there is no difference, also without spread.
 */
export function distances(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): Distances {
  const points = Array.from({ length: a[0]?.length ?? 0 }, (_, i) => ({
    a: moments(a.map((row) => row[i] ?? Number.NaN)),
    b: moments(b.map((row) => row[i] ?? Number.NaN)),
  }));
  return {
    central: points.map(({ a, b }) => ratio(a.mean - b.mean, a.variance / a.count + b.variance / b.count)),
    uncertainty: points.map(({ a, b }) =>
      ratio(a.variance - b.variance, a.errorOfVariance + b.errorOfVariance),
    ),
  };
}

function ratio(difference: number, variance: number): number {
  return difference === 0 ? 0 : Math.abs(difference) / Math.sqrt(variance);
}

function moments(values: readonly number[]) {
  const count = values.length;
  const centre = mean(values) ?? Number.NaN;
  const variance = (deviation(values) ?? Number.NaN) ** 2;
  const fourth = mean(values, (value) => (value - centre) ** 4) ?? Number.NaN;
  return {
    count,
    mean: centre,
    variance,
    errorOfVariance: (fourth - ((count - 3) / (count - 1)) * variance ** 2) / count,
  };
}
