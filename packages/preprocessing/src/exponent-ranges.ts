import { InputError } from '@parton/errors';
import { type NdArray, ndarray } from '@parton/ndarray';

/** Exponents that cannot be set up, or points where the prefactor is not defined. */
export class PreprocessingError extends InputError {}

/** Where the exponents of one flavour of the fitted basis start, and stay if they are trained: `[low, high]` each. */
export interface ExponentRange {
  /** Name of the flavour. */
  readonly fl: string;
  /** Of alpha; `[a, a]` pins the value. */
  readonly smallx: readonly [number, number];
  /** Of beta; not read where the large-x factor is off. */
  readonly largex?: readonly [number, number];
  /** Shared by both exponents. */
  readonly trainable: boolean;
}

/** The ends of the ranges of one exponent, `[F, 1]` each. */
export interface Bounds {
  readonly low: NdArray;
  readonly high: NdArray;
}

const OFF = [0, 0] as const;

/**
 * The ends of all ranges, for `clipToRange`.
 *
 * @param options `largeX: false` switches the factor (1-x)^beta off: beta is 0
 * Throws {@link PreprocessingError} if there is no range, one is absent, or its ends are in the wrong order.
 */
export function rangeBounds(
  ranges: readonly ExponentRange[],
  { largeX = true }: { readonly largeX?: boolean } = {},
): { alpha: Bounds; beta: Bounds } {
  if (ranges.length === 0) {
    throw new PreprocessingError({
      where: { key: 'fitting.basis' },
      found: 'no flavours',
      expected: 'the ranges of at least one flavour',
    });
  }
  return {
    alpha: bounds(ranges.map(({ fl, smallx }) => checked(fl, 'smallx', smallx))),
    beta: bounds(ranges.map(({ fl, largex }) => (largeX ? checked(fl, 'largex', largex) : OFF))),
  };
}

function bounds(pairs: readonly (readonly [number, number])[]): Bounds {
  const column = (end: 0 | 1): NdArray =>
    ndarray(
      pairs.map((pair) => pair[end]),
      [pairs.length, 1],
    );
  return { low: column(0), high: column(1) };
}

function checked(
  fl: string,
  key: 'smallx' | 'largex',
  range: readonly [number, number] | undefined,
): readonly [number, number] {
  if (range !== undefined && range[0] <= range[1]) return range;
  throw new PreprocessingError({
    where: { key: `fitting.basis.${fl}.${key}` },
    found: range === undefined ? 'no range' : `[${range.join(', ')}]`,
    expected: 'a range [low, high] with low <= high',
  });
}

/** 1 where the exponents of a flavour are trained and 0 where they stay as drawn, `[F, 1]`: a factor of their gradients. */
export function trainableMask(ranges: readonly ExponentRange[]): NdArray {
  return ndarray(
    ranges.map(({ trainable }) => Number(trainable)),
    [ranges.length, 1],
  );
}
