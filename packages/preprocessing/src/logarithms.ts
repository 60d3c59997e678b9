import { type NdArray, ndarray } from '@parton/ndarray';
import { PreprocessingError } from './exponent-ranges.ts';

/** Stands for ln 0: finite, so that `0 * ln 0 = 0`, and low enough that its multiples underflow in `exp`. */
const LOG_OF_ZERO = -1e30;

/**
 * ln x and ln(1-x) in float64, because 1-x of a float32 x is 1 below x = 3e-8. At x = 1 the second is finite, so that
 * (1-x)^beta and its derivative are 0 there for beta > 0, and (1-x)^beta is 1 for beta = 0.
 *
 * @param x `[N]`, 0 < x <= 1; throws {@link PreprocessingError} otherwise
 * @returns `[N]` each
 */
export function logarithms(x: Float64Array): { logX: NdArray; log1mX: NdArray } {
  const outside = x.findIndex((value) => !(value > 0 && value <= 1));
  if (outside >= 0) {
    throw new PreprocessingError({
      found: `x = ${x[outside] ?? ''} (point ${outside})`,
      expected: '0 < x <= 1',
    });
  }
  return {
    logX: ndarray(x.map(Math.log), [x.length]),
    log1mX: ndarray(
      x.map((value) => Math.max(Math.log1p(-value), LOG_OF_ZERO)),
      [x.length],
    ),
  };
}
