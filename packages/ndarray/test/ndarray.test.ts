import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  cholesky,
  fromNested,
  matmul,
  ndarray,
  NotPositiveDefiniteError,
  row,
  solveLower,
  stack,
  symmetricEigen,
  symmetricInverse,
  toNested,
  transpose,
  zeros,
} from '../src/index.ts';

/** A symmetric positive definite matrix with a spread of eigenvalues. */
function covariance(n: number) {
  const a = zeros([n, n]);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) a.data[i * n + j] = Math.sin(i * 1.7 + j * j) + (i === j ? 2 : 0);
  return matmul(a, transpose(a));
}
const identity = (n: number) =>
  fromNested(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j))));

describe('ndarray', () => {
  it('goes to nested arrays and back', () => {
    const nested = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ];
    expect(toNested(fromNested(nested))).toEqual(nested);
    expect(row(fromNested(nested), 1)).toEqual(
      fromNested([
        [5, 6],
        [7, 8],
      ]),
    );
  });
  it('refuses wrong sizes and ragged arrays', () => {
    expect(() => ndarray([1, 2, 3], [2, 2])).toThrow('found 3 numbers, expected 4');
    expect(() => fromNested([[1, 2], [3]])).toThrow('ragged');
    expect(() => row(zeros([2, 3]), 2)).toThrow('row 2');
    expect(() => matmul(zeros([2, 3]), zeros([2, 3]))).toThrow('equal inner lengths');
  });
  it('stacks along a new first axis', () => {
    expect(stack([fromNested([1, 2]), fromNested([3, 4])])).toEqual(
      fromNested([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(() => stack([zeros([2]), zeros([3])])).toThrow('as the first');
  });
});

describe('linear algebra', () => {
  const a = covariance(12);
  it('cholesky: L L^T = a', () => {
    const lower = cholesky(a);
    expect(matmul(lower, transpose(lower)).data).toBeAllclose(a.data, { rtol: 1e-12, atol: 1e-12 });
    const b = Float64Array.from({ length: 12 }, (_, i) => i - 3);
    expect(matmul(lower, ndarray(solveLower(lower, b), [12, 1])).data).toBeAllclose(b, { atol: 1e-11 });
  });
  it('inverse times matrix = 1', () => {
    expect(matmul(symmetricInverse(a), a).data).toBeAllclose(identity(12).data, { atol: 1e-9 });
  });
  it('eigenvectors diagonalise, values ascend', () => {
    const { values, vectors } = symmetricEigen(a);
    expect(matmul(vectors, transpose(vectors)).data).toBeAllclose(identity(12).data, { atol: 1e-12 });
    const diagonal = matmul(matmul(vectors, a), transpose(vectors));
    expect(diagonal.data.filter((_, k) => k % 13 === 0)).toBeAllclose(values, { rtol: 1e-10, atol: 1e-10 });
    expect([...values].sort((p, q) => p - q)).toEqual([...values]);
  });
  it('keeps blocks apart that are not coupled, in whatever order their rows come', () => {
    // Rows 0, 2, 4, .. and 1, 3, 5, .. know nothing of each other.
    const [even, odd] = [covariance(6), covariance(5)];
    const mixed = zeros([11, 11]);
    for (let i = 0; i < 11; i++) {
      for (let j = i % 2; j < 11; j += 2) {
        const block = i % 2 === 0 ? even : odd;
        const [m = 0] = block.shape;
        mixed.data[i * 11 + j] = block.data[(i >> 1) * m + (j >> 1)] ?? 0;
      }
    }
    const { values, vectors } = symmetricEigen(mixed);
    const apart = [...symmetricEigen(even).values, ...symmetricEigen(odd).values].sort((p, q) => p - q);
    expect(values).toBeAllclose(apart, { rtol: 1e-12 });
    const rebuilt = matmul(
      transpose(vectors),
      ndarray(
        vectors.data.map((v, k) => v * (values[Math.floor(k / 11)] ?? 0)),
        [11, 11],
      ),
    );
    expect(rebuilt.data).toBeAllclose(mixed.data, { rtol: 1e-12, atol: 1e-12 });
    for (let k = 0; k < 11; k++) {
      const vector = row(vectors, k).data;
      expect([0, 1].some((parity) => vector.every((value, i) => i % 2 === parity || value === 0))).toBe(true);
    }
    const lower = cholesky(mixed);
    expect(matmul(lower, transpose(lower)).data).toBeAllclose(mixed.data, { rtol: 1e-12, atol: 1e-12 });
  });
  it('names the row that is not positive definite', () => {
    expect(() =>
      cholesky(
        fromNested([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(NotPositiveDefiniteError);
  });
});
