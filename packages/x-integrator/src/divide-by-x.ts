import { type NdArray, zeros } from '@parton/ndarray';

/** FK-basis indices whose integral counts quarks, unpolarised: V, V3, V8, V15. */
export const VALENCE_NUMBERS: readonly number[] = [3, 4, 5, 6];
/** FK-basis indices whose integral is an axial charge, polarised: T3, T8. */
export const POLARISED_NUMBERS: readonly number[] = [9, 10];

/**
 * The factors that turn `x f(x)` into the integrand of each flavour: `1 / x` for the flavours in `divided` (their
 * integral is a number of quarks), 1 for the others (their integral is a momentum fraction).
 *
 * @param x `[N]`
 * @param divided flavour indices, by default {@link VALENCE_NUMBERS}
 * @param width number of flavours F, by default the 14 of the FK basis
 * @returns `[F, N]`
 */
export function divideByX(x: Float64Array, divided = VALENCE_NUMBERS, width = 14): NdArray {
  const factors = zeros([width, x.length]);
  factors.data.fill(1);
  for (const flavour of divided) {
    x.forEach((value, i) => {
      factors.data[flavour * x.length + i] = 1 / value;
    });
  }
  return factors;
}
