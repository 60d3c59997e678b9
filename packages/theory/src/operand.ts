import type { NdArray } from '@parton/ndarray';
import type { PdfType } from '@parton/pineappl';

/**
 * One operand of the prediction of a data set, a table linear in one PDF or in the products of two:
 * `sum_{c,a} values[n, c, a] (x f)_c(x_a)`, or with channel c = 14 i + j
 * `sum_{c,a,b} values[n, c, a, b] (x f)_i(x_a) (x f)_j(x_b)`, PDFs at the scale `q0`.
 */
export interface Operand {
  readonly hadrons: 1 | 2;
  /** Scale of the fit in GeV. */
  readonly q0: number;
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** `[C]`, ascending: the index i in the FK basis, or 14 i + j for two hadrons. */
  readonly channels: readonly number[];
  /** `[n, C, X]` or `[n, C, X, X]`; n is the number of kept points, or 1 for a denominator common to all. */
  readonly values: NdArray;
  /** One per hadron. */
  readonly convolutions: readonly PdfType[];
  /** The files of the FK tables, in the order of their points. */
  readonly files: readonly string[];
}
