import { matrixShape } from './matmul.ts';
import type { NdArray } from './ndarray.ts';

/**
 * The sets of rows that a symmetric `[n, n]` couples by elements other than zero, directly or through other rows:
 * ordered, it would be block diagonal. Covariances of data from different experiments are.
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
