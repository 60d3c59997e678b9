import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { coupledBlocks } from './coupled-blocks.ts';
import { matrixShape } from './matmul.ts';
import { type NdArray, zeros } from './ndarray.ts';

/** `a = V diag(values) V^T`; `vectors[k]` is the k-th eigenvector (a row), values ascend. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: NdArray;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric `[n, n]`. The sign of an eigenvector is arbitrary. Blocks that
 * are not coupled are solved apart, which costs the sum of their cubes instead of n^3.
 */
export function symmetricEigen(a: NdArray): SymmetricEigen {
  const [n] = matrixShape(a);
  const modes = coupledBlocks(a).flatMap((block) => blockModes(a, block));
  modes.sort((p, q) => p.value - q.value);
  const vectors = zeros([n, n]);
  modes.forEach(({ block, vector }, k) => {
    block.forEach((i, at) => {
      vectors.data[k * n + i] = vector[at] ?? 0;
    });
  });
  return { values: Float64Array.from(modes, ({ value }) => value), vectors };
}

interface Mode {
  readonly value: number;
  /** Which components of the eigenvector are not zero, */
  readonly block: Int32Array;
  /** and what they are. */
  readonly vector: readonly number[];
}

function blockModes(a: NdArray, block: Int32Array): Mode[] {
  const [n] = matrixShape(a);
  const m = block.length;
  const elements = Float64Array.from({ length: m * m }, (_, k) => {
    const i = block[Math.floor(k / m)] ?? 0;
    return a.data[i * n + (block[k % m] ?? 0)] ?? 0;
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(m, m, elements),
    {
      assumeSymmetric: true,
    },
  );
  return realEigenvalues.map((value, k) => ({ value, block, vector: eigenvectorMatrix.getColumn(k) }));
}
