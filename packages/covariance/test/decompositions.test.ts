import { fromNested, matmul, ndarray, row, symmetricInverse, transpose, zeros } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { buildCovariance, chi2, denseCovariance, eigenmodes, squareRoot } from '../src/index.ts';
import { first, firstT0, second, secondT0 } from './small.ts';

const covariance = buildCovariance([
  { dataset: first, truth: firstT0 },
  { dataset: second, truth: secondT0 },
]);
const dense = denseCovariance(covariance);
const difference = Float64Array.of(0.3, -0.2, 0.5, -1.5, 0.7);

/** chi2 in the basis of the eigenmodes. */
function chi2OfModes(matrix: typeof dense, vector: Float64Array): number {
  const { rotation, eigenvalues } = eigenmodes(matrix);
  const rotated = matmul(rotation, ndarray(vector, [vector.length, 1])).data;
  return rotated.reduce((sum, value, k) => sum + value ** 2 / (eigenvalues[k] ?? 0), 0);
}

describe('squareRoot', () => {
  const root = squareRoot(dense, covariance.datasets);
  it('is lower triangular and its square is the covariance', () => {
    for (let i = 0; i < 5; i++)
      expect([...row(root, i).data.subarray(i + 1)].every((value) => value === 0)).toBe(true);
    expect(matmul(root, transpose(root)).data).toBeAllclose(dense.data, { rtol: 1e-13, atol: 1e-15 });
  });
  it('gives the chi2 of the inverse', () => {
    const inverse = symmetricInverse(dense);
    const expected = matmul(matmul(ndarray(difference, [1, 5]), inverse), ndarray(difference, [5, 1])).data;
    expect(chi2(difference, root)).toBeAllclose(expected, { rtol: 1e-12 });
  });
  it('does not care for the units of the points: scaling data and matrix leaves chi2 alone', () => {
    const units = [1e-9, 1, 1e6, 1e3, 1e-4];
    const scaled = dense.data.map(
      (value, k) => value * (units[Math.floor(k / 5)] ?? 1) * (units[k % 5] ?? 1),
    );
    const vector = difference.map((value, i) => value * (units[i] ?? 1));
    expect(chi2(vector, squareRoot(ndarray(scaled, [5, 5])))).toBeAllclose(chi2(difference, root), {
      rtol: 1e-12,
    });
  });
  it('names the point where a matrix is not positive definite', () => {
    const twins = fromNested([
      [1, 0, 0],
      [0, 4, 4],
      [0, 4, 4],
    ]);
    const datasets = [
      { name: 'A', points: 1 },
      { name: 'B', points: 2 },
    ];
    expect(() => squareRoot(twins, datasets)).toThrow('B[1]: found a matrix that is not positive definite');
    expect(() => squareRoot(zeros([2, 2]), datasets)).toThrow('A[0]: found a variance of 0');
    expect(() => squareRoot(twins)).toThrow('point 2: found a matrix');
  });
});

describe('chi2 with nuisance parameters', () => {
  it('is that of the dense covariance: the structure loses nothing', () => {
    // Uncorrelated uncertainties of zero would divide by zero here: take the first data set alone.
    const { points, variances, columns } = buildCovariance([{ dataset: first, truth: firstT0 }]);
    const vector = difference.subarray(0, points);
    const sources = columns.shape[1] ?? 0;
    const weighted = ndarray(
      columns.data.map((value, k) => value / (variances[Math.floor(k / sources)] ?? 0)),
      columns.shape,
    );
    const inner = matmul(transpose(columns), weighted);
    for (let k = 0; k < sources; k++) inner.data[k * sources + k] = (inner.data[k * sources + k] ?? 0) + 1;
    const projected = matmul(ndarray(vector, [1, points]), weighted);
    const shift = matmul(matmul(projected, symmetricInverse(inner)), transpose(projected)).data[0] ?? 0;
    const plain = vector.reduce((sum, value, i) => sum + value ** 2 / (variances[i] ?? 0), 0);
    const root = squareRoot(denseCovariance({ points, variances, columns, datasets: [] }));
    expect(plain - shift).toBeAllclose(chi2(vector, root), { rtol: 1e-12 });
  });
});

describe('eigenmodes', () => {
  const { rotation, eigenvalues } = eigenmodes(dense, covariance.datasets);
  it('decorrelate: R C R^T = diag(eigenvalues), ascending', () => {
    const rotated = matmul(matmul(rotation, dense), transpose(rotation));
    for (let k = 0; k < 5; k++) {
      const expected = Float64Array.from({ length: 5 }, (_, j) => (j === k ? (eigenvalues[k] ?? 0) : 0));
      expect(row(rotated, k).data).toBeAllclose(expected, { atol: 1e-13 });
    }
    expect(eigenvalues.toSorted()).toEqual(eigenvalues);
  });
  it('have as many units of variance as there are points', () => {
    expect(eigenvalues.reduce((sum, value) => sum + value, 0)).toBeAllclose(5, { rtol: 1e-14 });
  });
  it('leave chi2 as it is', () => {
    expect(chi2OfModes(dense, difference)).toBeAllclose(chi2(difference, squareRoot(dense)), { rtol: 1e-12 });
  });
  it('of uncorrelated points are the points in units of their uncertainties', () => {
    const modes = eigenmodes(
      fromNested([
        [4, 0],
        [0, 0.25],
      ]),
    );
    expect(modes.eigenvalues).toBeAllclose([1, 1]);
    expect(modes.rotation.data.map(Math.abs).sort()).toBeAllclose([0, 0, 0.5, 2]);
  });
  it('agree with a recorded decomposition up to signs (fixtures/model.json, diagonal_basis)', () => {
    const matrix = fromNested([
      [0.04, 0.01, 0],
      [0.01, 0.09, 0.02],
      [0, 0.02, 0.05],
    ]);
    const modes = eigenmodes(matrix);
    expect(modes.eigenvalues).toBeAllclose([0.6584349744680135, 1, 1.3415650255319869], { rtol: 1e-12 });
    const magnitudes = [
      1.7251638983558863, 2.3570226039551585, 2.7602622373694166, 4.364357804719847, 0, 2.1821789023599223,
      1.7251638983558832, 2.357022603955159, 2.7602622373694174,
    ];
    expect(modes.rotation.data.map(Math.abs)).toBeAllclose(magnitudes, { atol: 1e-12 });
  });
  it('refuse a matrix that is not symmetric or not finite', () => {
    const asymmetric = fromNested([
      [1, 0.5],
      [0, 1],
    ]);
    expect(() => eigenmodes(asymmetric)).toThrow('Check that the covariance matrix is symmetric');
    const broken = fromNested([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]);
    expect(() => eigenmodes(broken, [{ name: 'A', points: 2 }])).toThrow('A[0]: found a covariance of NaN');
  });
});
