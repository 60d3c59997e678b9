import { type NdArray, zeros } from '@parton/ndarray';

/** Nodes whose logarithms are this near are one node: files hold rounded numbers. */
export const SAME_NODE = 1e-10;

/**
 * EKO's interpolation (arXiv:2202.02338, section 2.2) as a matrix `[M, N]` from the N values at the nodes to M points:
 * Lagrange polynomials in ln x through `degree + 1` neighbouring nodes. Where their number is odd, the block lies one node
 * further towards large x. At the nodes it is the identity, and outside of them it is 0.
 *
 * @param nodes `[N]`, ascending, more than `degree`
 * @param at `[M]`
 */
export function logLagrange(nodes: Float64Array, at: Float64Array, degree: number): NdArray {
  const t = nodes.map(Math.log);
  const last = t.length - 1;
  const out = zeros([at.length, nodes.length]);
  at.forEach((x, row) => {
    const u = Math.log(x);
    const weights = out.data.subarray(row * nodes.length, (row + 1) * nodes.length);
    const node = t.findIndex((value) => Math.abs(value - u) <= SAME_NODE);
    if (node >= 0) {
      weights[node] = 1;
      return;
    }
    if (u < (t[0] ?? 0) || u > (t[last] ?? 0)) return;
    const interval = t.findLastIndex((value) => value < u);
    const first = Math.min(Math.max(interval - Math.floor((degree - 1) / 2), 0), last - degree);
    for (let j = first; j <= first + degree; j++)
      weights[j] = lagrange(t.subarray(first, first + degree + 1), j - first, u);
  });
  return out;
}

/** The polynomial that is 1 at node j and 0 at the others. */
function lagrange(t: Float64Array, j: number, u: number): number {
  return t.reduce(
    (product, node, k) => (k === j ? product : (product * (u - node)) / ((t[j] ?? 0) - node)),
    1,
  );
}
