import type { NdArray } from '@parton/ndarray';

/** The PDF of one replica as a function of x `[N]`: `x f(x)` in the FK basis, `[14, N]`. */
export type PdfFunction = (x: Float64Array) => NdArray;

/** Sigma, g, V, V3, V8: their FK indices, in the order of the arc lengths. */
const FLAVOURS = [1, 2, 3, 4, 5];
const SEGMENTS = [
  [1e-6, 1e-4],
  [1e-4, 1e-2],
  [1e-2, 1],
] as const;
/** Points per segment; the upper end is not one of them. */
const POINTS = 199;

/** The points at which {@link arcLengths} evaluates the PDF, `[597]`: three linear segments of 199 points from 1e-6 to 1. */
export function arcLengthGrid(): Float64Array {
  return Float64Array.from(
    SEGMENTS.flatMap(([from, to]) =>
      Array.from({ length: POINTS }, (_, i) => from + (i * (to - from)) / POINTS),
    ),
  );
}

/**
 * The lengths of the curves of Sigma, g, V, V3, V8 between x = 1e-6 and 1. They are large for a replica that wiggles,
 * and postfit removes those far above the mean.
 *
 * As in n3fit the curve is `x * (x f)`, with one more x than a PDF plot has, the derivative is a forward difference and
 * the integral of `sqrt(1 + derivative^2)` is Simpson's within each segment. A vanishing PDF so has 0.98995, not 1.
 *
 * @returns `[5]`
 */
export function arcLengths(xf: PdfFunction): number[] {
  const x = arcLengthGrid();
  const values = xf(x);
  return FLAVOURS.map((flavour) => {
    const curve = x.map((at, i) => at * (values.data[flavour * x.length + i] ?? 0));
    return SEGMENTS.reduce((length, [from, to], segment) => {
      const part = curve.subarray(segment * POINTS, (segment + 1) * POINTS);
      return length + segmentLength(part, (to - from) / POINTS);
    }, 0);
  });
}

function segmentLength(curve: Float64Array, step: number): number {
  const speeds = Float64Array.from({ length: curve.length - 1 }, (_, i) =>
    Math.hypot(1, ((curve[i + 1] ?? 0) - (curve[i] ?? 0)) / step),
  );
  return simpson(speeds, step);
}

/**
 * Simpson's rule for an even number of equidistant values. Its last interval is left over and taken from the parabola
 * through the last three values (Cartwright, J. Math. Sci. Math. Educ. 11, 2017; SciPy since 1.11).
 */
function simpson(values: Float64Array, step: number): number {
  const at = (i: number): number => values[i] ?? 0;
  const last = values.length - 1;
  let sum = 0;
  for (let i = 1; i < last; i += 2) sum += (at(i - 1) + 4 * at(i) + at(i + 1)) / 3;
  return step * (sum + (5 * at(last) + 8 * at(last - 1) - at(last - 2)) / 12);
}
