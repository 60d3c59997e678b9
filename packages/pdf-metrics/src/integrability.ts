import type { PdfFunction } from './arc-lengths.ts';

/** V, T3, V3, T8, V8: their FK indices, in the order of the integrability numbers. */
const FLAVOURS = [3, 9, 4, 10, 5];

/**
 * `sum |x f(x)|` over x = 1e-9, 1e-8, 1e-7 for V, T3, V3, T8, V8, whose integrals of f must exist. The sum is small
 * where `x f` vanishes towards x = 0; postfit removes replicas with a number above 0.5.
 *
 * @returns `[5]`
 */
export function integrabilityNumbers(xf: PdfFunction): number[] {
  const x = Float64Array.of(1e-9, 1e-8, 1e-7);
  const { data } = xf(x);
  return FLAVOURS.map((flavour) =>
    data
      .subarray(flavour * x.length, (flavour + 1) * x.length)
      .reduce((sum, value) => sum + Math.abs(value), 0),
  );
}
