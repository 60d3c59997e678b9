/**
 * Predictions from FK tables: one-hadron and two-hadron convolutions, operations, folding.
 *
 * ```ts
 * const theory = foldTheory({ observables, grid: commonGrid(observables), expansion });
 * const predictions = applyTheory(theory, constants, xf); // xf [R, K, N] -> [R, n]
 * ```
 *
 * @module
 */
export { convolve, predict } from './predict.ts';
export { combine, combineArrays, isOperation, OPERATIONS } from './operations.ts';
export { commonGrid, gridPositions } from './common-grid.ts';
export { foldLinear } from './fold-linear.ts';
export { quadraticForm } from './quadratic-form.ts';
export { compress, factorise } from './factorise.ts';
export { probeBasis } from './probe-basis.ts';
export { foldTheory } from './fold-theory.ts';
export { applyTheory } from './apply-theory.ts';
export type { FkOperand, Observable } from './observable.ts';
export type { Operation } from './operations.ts';
export type { FactorisedForm } from './factorise.ts';
export type { FoldedTheory, FoldOptions } from './fold-theory.ts';
export type { OperandRows } from './row-blocks.ts';
export type { ProbeBasis } from './probe-basis.ts';
