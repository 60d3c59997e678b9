import { matmul, type NdArray, symmetricEigen, transpose, zeros } from '../src/index.ts';

export function matrix(m: number, n: number, element: (i: number, j: number) => number): NdArray {
  const a = zeros([m, n]);
  return { shape: a.shape, data: a.data.map((_, k) => element(Math.floor(k / n), k % n)) };
}

/** Numbers in [-0.5, 0.5) without visible order, the same in every run. */
export function noise(k: number): number {
  const x = Math.sin(12.9898 * k + 4.1414) * 43758.5453;
  return x - Math.floor(x) - 0.5;
}

export const identity = (n: number): NdArray => matrix(n, n, (i, j) => +(i === j));

export const randomSymmetric = (n: number): NdArray =>
  matrix(n, n, (i, j) => noise(Math.max(i, j) * n + Math.min(i, j)));

/** A symmetric matrix with given eigenvalues. */
export function withEigenvalues(values: readonly number[]): NdArray {
  const n = values.length;
  const { vectors } = symmetricEigen(randomSymmetric(n));
  const scaled = matrix(n, n, (i, j) => (values[i] ?? 0) * (vectors.data[i * n + j] ?? 0));
  const { data } = matmul(transpose(vectors), scaled);
  return matrix(n, n, (i, j) => ((data[i * n + j] ?? 0) + (data[j * n + i] ?? 0)) / 2);
}

/** A symmetric positive definite matrix in which only rows of equal `block(i)` are coupled. */
export function blockCovariance(n: number, block: (i: number) => number): NdArray {
  const factor = matrix(n, n, (i, j) => (block(i) === block(j) ? noise(i * n + j) : 0));
  const { data } = matmul(factor, transpose(factor));
  return matrix(n, n, (i, j) => (data[i * n + j] ?? 0) + (i === j ? 1 : 0));
}
