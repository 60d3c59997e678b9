import { type NdArray, symmetricEigen } from '@parton/ndarray';
import { correlationOf } from './correlation.ts';
import { CovarianceError, type DatasetSpan } from './covariance-error.ts';

/** The basis in which the points of a covariance are uncorrelated. */
export interface Eigenmodes {
  /** `[n, n]`: row k turns data (or predictions) into eigenmode k. */
  readonly rotation: NdArray;
  /** `[n]`, ascending: the variance of each eigenmode. Modes below a threshold are the caller's to drop. */
  readonly eigenvalues: Float64Array;
}

/** Largest error of a reconstructed correlation. */
const TOLERANCE = 1e-6;

/**
 * Diagonalises a covariance C through its correlations: with `S = diag(sigma)` and `S^-1 C S^-1 = V Lambda V^T`, the
 * rotation is `V^T S^-1` and the covariance of the rotated data is Lambda, so that chi2 is
 * `sum_k (rotation d)_k^2 / eigenvalues_k`. The sign of a row is arbitrary, and so is the basis of a subspace of equal
 * eigenvalues.
 *
 * @param covariance `[n, n]`
 * @param datasets names the points in errors
 *
 * Throws {@link CovarianceError} for a variance that is not positive, and if the modes do not give back the matrix,
 * which happens when it is not symmetric.
 */
export function eigenmodes(covariance: NdArray, datasets: readonly DatasetSpan[] = []): Eigenmodes {
  const { sigmas, correlation } = correlationOf(covariance, datasets);
  const n = sigmas.length;
  const { values, vectors } = symmetricEigen(correlation);
  checkReconstruction(correlation, vectors, values);
  const rotation = { shape: [n, n], data: vectors.data.map((value, k) => value / (sigmas[k % n] ?? 1)) };
  return { rotation, eigenvalues: values };
}

/** Compares `correlation p` with `V Lambda V^T p` for a vector p without any symmetry: n^2 operations instead of n^3. */
function checkReconstruction(correlation: NdArray, vectors: NdArray, values: Float64Array): void {
  const probe = values.map((_, i) => Math.sin(1 + i * i));
  const modes = multiply(vectors, probe).map((amplitude, k) => amplitude * (values[k] ?? 0));
  const rebuilt = multiplyTransposed(vectors, modes);
  const error = multiply(correlation, probe).reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (rebuilt[i] ?? 0))),
    0,
  );
  if (error <= TOLERANCE) return;
  throw new CovarianceError({
    found: `eigenmodes that miss the correlation matrix by ${error}`,
    expected: `at most ${TOLERANCE}`,
    cure: 'Check that the covariance matrix is symmetric',
  });
}

/** `matrix [n, n]` times `vector [n]`. */
function multiply(matrix: NdArray, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (matrix.data[i * n + j] ?? 0) * (vector[j] ?? 0);
    return sum;
  });
}

function multiplyTransposed(matrix: NdArray, vector: Float64Array): Float64Array {
  const n = vector.length;
  const out = new Float64Array(n);
  vector.forEach((factor, i) => {
    for (let j = 0; j < n; j++) out[j] = (out[j] ?? 0) + factor * (matrix.data[i * n + j] ?? 0);
  });
  return out;
}
