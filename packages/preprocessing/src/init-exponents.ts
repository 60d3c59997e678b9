import { type NdArray, ndarray } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import { type Bounds, type ExponentRange, PreprocessingError, rangeBounds } from './exponent-ranges.ts';

/**
 * Exponents before training, uniform in their ranges. Alpha of flavour j of replica r is drawn from a generator of its own
 * with seed `seeds[r] + 2j`, beta with `seeds[r] + 2j + 1` (the seeds of n3fit; its bits are others). So a replica does
 * not depend on its batch, and alpha does not depend on whether beta is used.
 *
 * @param seeds one whole number >= 0 for each replica
 * @param options `largeX: false` switches the factor (1-x)^beta off: beta is 0 and `largex` is not read
 * @returns `[R, F, 1]` each. Throws {@link PreprocessingError} for bad ranges and for an empty list of seeds.
 */
export function initExponents(
  ranges: readonly ExponentRange[],
  seeds: readonly number[],
  options: { readonly largeX?: boolean } = {},
): { alpha: NdArray; beta: NdArray } {
  if (seeds.length === 0) {
    throw new PreprocessingError({ found: 'no seeds', expected: 'one seed for each replica' });
  }
  const { alpha, beta } = rangeBounds(ranges, options);
  return { alpha: draw(alpha, seeds, 0), beta: draw(beta, seeds, 1) };
}

function draw({ low, high }: Bounds, seeds: readonly number[], offset: 0 | 1): NdArray {
  const flavours = low.data.length;
  const values = seeds.flatMap((seed) =>
    Array.from(low.data, (from, j) => pcg64(seed + 2 * j + offset).uniform(from, high.data[j] ?? from)),
  );
  return ndarray(values, [seeds.length, flavours, 1]);
}
