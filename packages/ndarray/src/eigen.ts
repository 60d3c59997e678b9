import { type AddProduct, productAdder } from './add-product.ts';
import { coupledBlocks, takeBlock } from './coupled-blocks.ts';
import { tridiagonalEigen } from './divide-and-conquer.ts';
import { applyReflectors, tridiagonalise } from './householder.ts';
import { matrixShape, type NdArray, zeros } from './ndarray.ts';

/** `a = V^T diag(values) V`; `vectors[k]` is the k-th eigenvector (a row of V), values ascend. */
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
  const add = productAdder();
  const modes = coupledBlocks(a).flatMap((block) => blockModes(takeBlock(a, block), block, add));
  modes.sort((p, q) => p.value - q.value);
  const vectors = zeros([n, n]);
  modes.forEach(({ block, vector }, k) => {
    const row = vectors.data.subarray(k * n, (k + 1) * n);
    block.forEach((i, position) => {
      row[i] = vector[position] ?? 0;
    });
  });
  return { values: Float64Array.from(modes, ({ value }) => value), vectors };
}

interface Mode {
  readonly value: number;
  /** Which components of the eigenvector are not zero, */
  readonly block: Int32Array;
  /** and what they are. */
  readonly vector: Float64Array;
}

function blockModes(a: NdArray, block: Int32Array, add: AddProduct): Mode[] {
  const n = block.length;
  // Squares of elements must neither overflow nor vanish.
  const scale = a.data.reduce((most, element) => Math.max(most, Math.abs(element)), 0) || 1;
  const tridiagonal = tridiagonalise({ shape: a.shape, data: a.data.map((element) => element / scale) }, add);
  const { values, vectors } = tridiagonalEigen(tridiagonal.diagonal, tridiagonal.offDiagonal, add);
  applyReflectors(vectors, tridiagonal, add);
  return Array.from(values, (value, k) => ({
    value: value * scale,
    block,
    vector: vectors.data.subarray(k * n, (k + 1) * n),
  }));
}
