import { matmul, type NdArray, row, symmetricEigen, transpose, zeros } from '@parton/ndarray';
import { columns, type FlavourSpace } from './plausible-space.ts';

/** Few numbers `z = f P` that stand for a PDF. */
export interface Projection {
  /** P: `[D, r]`. */
  readonly matrix: NdArray;
  /** For every flavour the shapes `[N, s_k]` with `f_k = shapes[k] z_k`. */
  readonly shapes: readonly NdArray[];
}

/**
 * For every flavour the fewest shapes that rows see: a common basis for all quadratic rows. What is left out changes all
 * rows together by at most `tolerance` (root of the sum of squares, for PDFs of the size of the probes).
 *
 * @param slopes `[n, D]`: the derivative of every row, in units of what matters
 */
export function commonProjection(
  spaces: readonly FlavourSpace[],
  slopes: NdArray,
  tolerance: number,
): Projection {
  const nodes = (slopes.shape[1] ?? 0) / spaces.length;
  const parts = spaces.map(({ encode, decode }, k) => {
    const seen = matmul(columns(slopes, k * nodes, nodes), decode);
    const chosen = leading(matmul(transpose(seen), seen), tolerance);
    return { encode: matmul(chosen, encode), shapes: matmul(decode, transpose(chosen)) };
  });
  const r = parts.reduce((sum, { encode }) => sum + (encode.shape[0] ?? 0), 0);
  const matrix = zeros([nodes * spaces.length, r]);
  let at = 0;
  parts.forEach(({ encode }, k) => {
    const [count = 0] = encode.shape;
    encode.data.forEach((value, i) => {
      matrix.data[(k * nodes + (i % nodes)) * r + at + Math.floor(i / nodes)] = value;
    });
    at += count;
  });
  return { matrix, shapes: parts.map(({ shapes }) => shapes) };
}

/** Linear rows `[n, D]` as `left [n, r]` times `right^T`, `right [D, r]`. */
export interface LowRank {
  readonly left: NdArray;
  readonly right: NdArray;
}

/** The fewest combinations of `f` that give all rows: like {@link commonProjection}, over all flavours together. */
export function lowRank(spaces: readonly FlavourSpace[], rows: NdArray, tolerance: number): LowRank {
  const [count = 0, width = 0] = rows.shape;
  const nodes = width / spaces.length;
  const seen = sideBySide(spaces.map(({ decode }, k) => matmul(columns(rows, k * nodes, nodes), decode)));
  const chosen = leading(matmul(transpose(seen), seen), tolerance);
  const rank = chosen.shape[0] ?? 0;
  const right = zeros([width, rank]);
  let at = 0;
  spaces.forEach(({ encode }, k) => {
    const size = encode.shape[0] ?? 0;
    right.data.set(matmul(transpose(encode), transpose(columns(chosen, at, size))).data, k * nodes * rank);
    at += size;
  });
  return { left: count === 0 ? zeros([0, rank]) : matmul(seen, transpose(chosen)), right };
}

/** Eigenvectors `[s, m]` of a positive `[m, m]`, largest first, until what is left is below `tolerance^2`. */
function leading(gram: NdArray, tolerance: number): NdArray {
  const { values, vectors } = symmetricEigen(gram);
  let left = 0;
  let first = 0;
  for (; first < values.length; first++) {
    left += Math.max(0, values[first] ?? 0);
    if (left > tolerance ** 2) break;
  }
  const kept = [...values.keys()].slice(first).toReversed();
  const out = zeros([kept.length, vectors.shape[1] ?? 0]);
  kept.forEach((k, i) => out.data.set(row(vectors, k).data, i * (vectors.shape[1] ?? 0)));
  return out;
}

function sideBySide(blocks: readonly NdArray[]): NdArray {
  const rows = blocks[0]?.shape[0] ?? 0;
  const width = blocks.reduce((sum, { shape }) => sum + (shape[1] ?? 0), 0);
  const out = zeros([rows, width]);
  let at = 0;
  for (const { shape, data } of blocks) {
    const own = shape[1] ?? 0;
    for (let i = 0; i < rows; i++) out.data.set(data.subarray(i * own, (i + 1) * own), i * width + at);
    at += own;
  }
  return out;
}
