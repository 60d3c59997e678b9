import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  cholesky,
  matmul,
  ndarray,
  NotPositiveDefiniteError,
  solveLower,
  solveLowerTransposed,
  symmetricInverse,
  transpose,
} from '../src/index.ts';
import { blockCovariance, identity, matrix, noise } from './matrices.ts';

describe('matmul', () => {
  // Below and above the sizes from which the kernel is used, and the lengths of its parts; none is a multiple of a tile.
  it.each([
    [1, 1, 1],
    [3, 50, 2],
    [63, 65, 67],
    [129, 70, 301],
    [70, 1050, 33],
    [300, 3, 290],
  ])('[%i, %i] x [.., %i] is the sum over the inner index', (m, k, n) => {
    const a = matrix(m, k, (i, j) => noise(i * k + j));
    const b = matrix(k, n, (i, j) => noise(i * n - j));
    const expected = matrix(m, n, (i, j) => {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += (a.data[i * k + l] ?? 0) * (b.data[l * n + j] ?? 0);
      return sum;
    });
    expect(matmul(a, b).data).toBeAllclose(expected.data, { atol: 1e-12 });
  });
  it('takes NaN to its row and column only', () => {
    const a = matrix(100, 100, (i, j) => noise(i * 100 + j));
    const clean = matmul(a, a).data;
    const broken = matmul(
      a,
      matrix(100, 100, (i, j) => (j === 42 && i === 3 ? Number.NaN : noise(i * 100 + j))),
    );
    broken.data.forEach((value, k) => expect(value).toBe(k % 100 === 42 ? Number.NaN : clean[k]));
  });
});

describe.each([1, 31, 32, 33, 70, 130, 300])('a covariance of %i rows', (n) => {
  for (const [name, block] of [
    ['coupled', () => 0],
    ['in blocks', (i: number) => (i * i) % 7],
  ] as const) {
    const a = blockCovariance(n, block);
    it(`${name}: L L^T = a, and L is triangular`, () => {
      const lower = cholesky(a);
      expect(matmul(lower, transpose(lower)).data).toBeAllclose(a.data, { atol: 1e-12 });
      expect(lower.data.every((value, k) => k % n <= Math.floor(k / n) || value === 0)).toBe(true);
    });
    it(`${name}: the inverse times the matrix is 1, symmetric, and what the triangles solve`, () => {
      const inverse = symmetricInverse(a);
      expect(matmul(inverse, a).data).toBeAllclose(identity(n).data, { atol: 1e-12 });
      expect(transpose(inverse)).toEqual(inverse);
      const lower = cholesky(a);
      const b = Float64Array.from({ length: n }, (_, i) => noise(i));
      const solution = solveLowerTransposed(lower, solveLower(lower, b));
      expect(matmul(inverse, ndarray(b, [n, 1])).data).toBeAllclose(solution, { atol: 1e-12 });
    });
  }
});

describe('a matrix that is not positive definite', () => {
  it.each([0, 5, 40, 200, 299])('is refused at the first row that shows it: %i', (bad) => {
    const a = blockCovariance(300, (i) => i % 2);
    for (const i of [bad, 299]) a.data[i * 301] = -1;
    expect(() => cholesky(a)).toThrow(NotPositiveDefiniteError);
    expect(() => symmetricInverse(a)).toThrow(`row ${bad}`);
  });
  it('is refused if an element is no number', () => {
    expect(() => cholesky(matrix(3, 3, (i, j) => (i === j ? 1 : Number.NaN)))).toThrow('row 1');
  });
});
