/**
 * Plain float64 arrays with a shape, and the linear algebra that a fit needs before training.
 *
 * @module
 */
export { fromNested, ndarray, ones, row, size, stack, toNested, zeros } from './ndarray.ts';
export { matmul, transpose } from './matmul.ts';
export {
  cholesky,
  solveLower,
  solveLowerTransposed,
  symmetricInverse,
  NotPositiveDefiniteError,
} from './cholesky.ts';
export { symmetricEigen } from './eigen.ts';
export type { NdArray, Nested } from './ndarray.ts';
export type { SymmetricEigen } from './eigen.ts';
