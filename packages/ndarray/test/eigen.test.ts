import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { matmul, type NdArray, row, symmetricEigen, transpose, zeros } from '../src/index.ts';
import { blockCovariance, identity, matrix, noise, randomSymmetric, withEigenvalues } from './matrices.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** The laws of a decomposition, to some hundred times the rounding of the largest eigenvalue. */
function expectDecomposition(a: NdArray) {
  const [n = 0] = a.shape;
  const { values, vectors } = symmetricEigen(a);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(matmul(vectors, transpose(vectors)).data).toBeAllclose(identity(n).data, { atol: 1e-13 });
  const diagonal = matmul(matmul(vectors, a), transpose(vectors)).data;
  const expected = matrix(n, n, (i, j) => (i === j ? (values[i] ?? 0) : 0)).data;
  expect(diagonal.map((v) => v / largest)).toBeAllclose(
    expected.map((v) => v / largest),
    { atol: 1e-13 },
  );
  expect(values).toEqual(Float64Array.from(values).sort());
  return values;
}

describe('symmetricEigen: V V^T = 1, V a V^T is diagonal and ascends', () => {
  it.each([1, 2, 3, 4, 5, 31, 47, 48, 49, 97, 150, 300])('for %i random rows', (n) => {
    expectDecomposition(randomSymmetric(n));
  });
  it('for a diagonal, whose elements are the eigenvalues', () => {
    const values = expectDecomposition(matrix(60, 60, (i, j) => (i === j ? noise(i) : 0)));
    expect(values).toEqual(Float64Array.from(range(60), noise).sort());
  });
  it('for eigenvalues that are equal, or nearly so', () => {
    for (const expected of [
      range(200).map((i) => i % 3),
      range(200).map((i) => (i % 3) + 1e-13 * i),
      range(200).map((i) => 1 + 1e-9 * i),
      range(100).map((i) => 10 ** (-i / 7)),
    ]) {
      const values = expectDecomposition(withEigenvalues(expected));
      expect(values).toBeAllclose(Float64Array.from(expected).sort(), { atol: 1e-13 });
    }
  });
  it('for a matrix of few ranks, with and without a multiple of 1', () => {
    const columns = matrix(150, 7, (i, j) => noise(7 * i + j));
    const low = matmul(columns, transpose(columns));
    const values = expectDecomposition(low);
    expect(values.subarray(0, 143)).toBeAllclose(new Float64Array(143), { atol: 1e-13 });
    const raised = expectDecomposition(
      matrix(150, 150, (i, j) => (low.data[i * 150 + j] ?? 0) + (i === j ? 2 : 0)),
    );
    expect(raised).toBeAllclose(
      values.map((value) => value + 2),
      { atol: 1e-13 },
    );
  });
  it('for blocks that are not coupled, whose vectors have no other elements', () => {
    const block = (i: number) => (i % 5 === 0 ? 0 : i % 3) + (i === 17 ? 10 : 0);
    const a = blockCovariance(200, block);
    expectDecomposition(a);
    const { vectors } = symmetricEigen(a);
    for (const k of range(200)) {
      const filled = [...row(vectors, k).data.entries()].filter(([, element]) => element !== 0);
      expect(new Set(filled.map(([i]) => block(i))).size).toBe(1);
    }
  });
  it('for numbers whose squares overflow or vanish', () => {
    const a = randomSymmetric(50);
    const { values } = symmetricEigen(a);
    for (const scale of [1e200, 1e-200]) {
      const scaled = symmetricEigen({ shape: a.shape, data: a.data.map((element) => element * scale) });
      expect(scaled.values.map((value) => value / scale)).toBeAllclose(values, { rtol: 1e-11, atol: 1e-13 });
    }
    expect(symmetricEigen(zeros([4, 4]))).toEqual({ values: new Float64Array(4), vectors: identity(4) });
  });
  it('agrees with the eigenvalues known in closed form', () => {
    const n = 201;
    const laplacian = matrix(n, n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
    expect(expectDecomposition(laplacian)).toBeAllclose(
      range(n).map((k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))),
      { atol: 1e-13 },
    );
    // Wilkinson's W+: its largest eigenvalues come in pairs that agree to all digits.
    expectDecomposition(
      matrix(n, n, (i, j) => (i === j ? Math.abs(i - 100) : Math.abs(i - j) === 1 ? 1 : 0)),
    );
  });
  it('ends for elements that are no numbers', () => {
    const { values } = symmetricEigen(matrix(20, 20, (i, j) => (i + j === 3 ? Number.NaN : noise(i * j))));
    expect(values.some(Number.isNaN)).toBe(true);
  });
});
