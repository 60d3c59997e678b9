import type { NdArray } from '@parton/ndarray';
import type { Operation } from './operations.ts';

/** One FK table, cut and corrected, ready to be contracted with `x f(x)` at the fitting scale. */
export interface FkOperand {
  /** 1: linear in the PDFs (DIS). 2: bilinear (Drell-Yan, jets, ...). */
  readonly hadrons: 1 | 2;
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** FK-basis index of each channel; for two hadrons `14 i + j`, i belonging to the first. */
  readonly channels: readonly number[];
  /** `[n, C, X]`, or `[n, C, X, X]` with the x of the first hadron first. */
  readonly values: NdArray;
}

/** The prediction of one data set: tables and how they are combined. */
export interface Observable {
  readonly name: string;
  readonly operation: Operation;
  readonly operands: readonly FkOperand[];
}

/** Number of flavours in the FK basis. */
export const FK_FLAVOURS = 14;

/** Number of data points that an operand predicts. */
export function pointsOf(operand: FkOperand): number {
  return operand.values.shape[0] ?? 0;
}
