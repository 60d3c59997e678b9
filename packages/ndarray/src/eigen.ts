import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { matrixShape } from './matmul.ts';
import { type NdArray, ndarray, zeros } from './ndarray.ts';

/** `a = V diag(values) V^T`; `vectors[k]` is the k-th eigenvector (a row), values ascend. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: NdArray;
}

/** Eigenvalues and orthonormal eigenvectors of a symmetric `[n, n]`. The sign of an eigenvector is arbitrary. */
export function symmetricEigen(a: NdArray): SymmetricEigen {
  const [n] = matrixShape(a);
  const found = new EigenvalueDecomposition(Matrix.from1DArray(n, n, a.data), { assumeSymmetric: true });
  const order = found.realEigenvalues.map((value, k) => ({ value, k })).sort((p, q) => p.value - q.value);
  const vectors = zeros([n, n]);
  order.forEach(({ k }, i) => {
    for (let j = 0; j < n; j++) vectors.data[i * n + j] = found.eigenvectorMatrix.get(j, k);
  });
  return {
    values: ndarray(
      order.map(({ value }) => value),
      [n],
    ).data,
    vectors,
  };
}
