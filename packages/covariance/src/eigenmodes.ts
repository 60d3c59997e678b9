import { matmul, type NdArray, ndarray, symmetricEigen } from '@parton/ndarray';
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
  const n = values.length;
  const probe = ndarray(
    values.map((_, i) => Math.sin(1 + i * i)),
    [n, 1],
  );
  const amplitudes = matmul(vectors, probe).data.map((amplitude, k) => amplitude * (values[k] ?? 0));
  const rebuilt = matmul(ndarray(amplitudes, [1, n]), vectors).data;
  const error = matmul(correlation, probe).data.reduce(
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
