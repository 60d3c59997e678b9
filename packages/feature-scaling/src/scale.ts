import type { Scaler } from './build-scaler.ts';
import { cubicHermite, monotoneSlopes } from './pchip.ts';

/**
 * Maps x to about [-1, 1]: `2 p(ln x) - 1` with p the monotone cubic through the knots. Outside the knots the cubics of
 * the ends go on, as in n3fit.
 *
 * @param x `[N]`
 * @returns `[N]`
 */
export function scale({ logX, fractions }: Scaler, x: Float64Array): Float64Array {
  const slopes = monotoneSlopes(logX, fractions);
  return x.map((value) => 2 * cubicHermite({ x: logX, y: fractions, slopes }, Math.log(value)) - 1);
}
