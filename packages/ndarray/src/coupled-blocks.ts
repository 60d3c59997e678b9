import { matrixShape, type NdArray, zeros } from './ndarray.ts';

/**
 * The sets of rows that a symmetric `[n, n]` couples by elements other than zero, directly or through other rows:
 * ordered, it would be block diagonal. Covariances of data from different experiments are. Rows ascend within a block.
 */
export function coupledBlocks(a: NdArray): Int32Array[] {
  const [n] = matrixShape(a);
  const unseen = new Set(Array.from({ length: n }, (_, i) => i));
  const blocks: Int32Array[] = [];
  for (const first of unseen) {
    unseen.delete(first);
    const block = [first];
    // The block grows while it is walked through.
    for (const i of block) {
      for (const j of unseen) {
        if (a.data[i * n + j] === 0) continue;
        unseen.delete(j);
        block.push(j);
      }
    }
    blocks.push(Int32Array.from(block).sort());
  }
  return blocks;
}

/** The elements of a in some rows and the same columns, copied. */
export function takeBlock(a: NdArray, block: Int32Array): NdArray {
  const [n] = matrixShape(a);
  const m = block.length;
  const out = zeros([m, m]);
  block.forEach((i, row) => {
    const source = a.data.subarray(i * n, (i + 1) * n);
    const target = out.data.subarray(row * m, (row + 1) * m);
    block.forEach((j, column) => {
      target[column] = source[j] ?? 0;
    });
  });
  return out;
}

/** The inverse of {@link takeBlock}: puts a block where its rows and columns belong. */
export function putBlock(a: NdArray, block: Int32Array, elements: NdArray): void {
  const [n] = matrixShape(a);
  const m = block.length;
  block.forEach((i, row) => {
    const source = elements.data.subarray(row * m, (row + 1) * m);
    const target = a.data.subarray(i * n, (i + 1) * n);
    block.forEach((j, column) => {
      target[j] = source[column] ?? 0;
    });
  });
}
