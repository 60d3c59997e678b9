/**
 * The slopes at the knots that make the cubic Hermite interpolation of strictly rising data monotone
 * (F. N. Fritsch and J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300). At least three knots.
 */
export function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const last = x.length - 1;
  const width = (k: number): number => (x[k + 1] ?? 0) - (x[k] ?? 0);
  const secant = (k: number): number => ((y[k + 1] ?? 0) - (y[k] ?? 0)) / width(k);
  return x.map((_, k) => {
    if (k === 0) return endSlope(width(0), width(1), secant(0), secant(1));
    if (k === last) return endSlope(width(k - 1), width(k - 2), secant(k - 1), secant(k - 2));
    const w1 = 2 * width(k) + width(k - 1);
    const w2 = width(k) + 2 * width(k - 1);
    return (w1 + w2) / (w1 / secant(k - 1) + w2 / secant(k));
  });
}

/** The three-point formula at an end, but never falling. `h0` and `d0` are width and secant of the end piece. */
function endSlope(h0: number, h1: number, d0: number, d1: number): number {
  return Math.max(0, ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1));
}

/** Knots with values and slopes, `[K]` each. */
interface Hermite {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly slopes: Float64Array;
}

/** The piecewise cubic with the given values and slopes at the knots; its end pieces go on outside. */
export function cubicHermite({ x, y, slopes }: Hermite, at: number): number {
  const after = x.findIndex((knot, k) => k > 0 && k < x.length - 1 && knot > at);
  const k = (after < 0 ? x.length - 1 : after) - 1;
  const [x0 = 0, x1 = 0] = x.subarray(k, k + 2);
  const [y0 = 0, y1 = 0] = y.subarray(k, k + 2);
  const [s0 = 0, s1 = 0] = slopes.subarray(k, k + 2);
  const h = x1 - x0;
  const t = (at - x0) / h;
  const u = 1 - t;
  return u * u * (y0 * (1 + 2 * t) + h * s0 * t) + t * t * (y1 * (1 + 2 * u) - h * s1 * u);
}
