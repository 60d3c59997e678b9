/** Consecutive nodes of a grid and their weights: `f(at) = sum_a weights[a] f(nodes[first + a])`. */
export interface Stencil {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Nodes are written with seven digits: what misses the first or the last one by less stands for that node. */
const ROUNDING = 1e-6;

/**
 * Cubic Hermite interpolation in the logarithm (LHAPDF 6, arXiv:1412.7420), as a linear map of the values at the up to
 * four nodes around a point. The derivative at a node is the mean of the slopes of the intervals beside it; at either end
 * of the grid there is only one. Exact at the nodes, and for linear functions of the logarithm.
 *
 * @param nodes positive, ascending
 * @returns undefined where `at` is outside the nodes
 */
export function logCubicStencil(nodes: Float64Array, at: number): Stencil | undefined {
  const intervals = nodes.length - 1;
  const node = (k: number): number => nodes[k] ?? 0;
  const inside = at >= node(0) * (1 - ROUNDING) && at <= node(intervals) * (1 + ROUNDING);
  if (!inside) return undefined;
  if (intervals === 0) return { first: 0, weights: Float64Array.of(1) };
  const clamped = Math.min(Math.max(at, node(0)), node(intervals));
  const i = intervalOf(nodes, clamped);
  const width = (k: number): number => Math.log(node(k + 1) / node(k));
  const first = Math.max(i - 1, 0);
  const weights = new Float64Array(Math.min(i + 2, intervals) - first + 1);
  const add = (k: number, weight: number): void => {
    weights[k - first] = (weights[k - first] ?? 0) + weight;
  };
  const addDerivative = (k: number, weight: number): void => {
    const beside = [k - 1, k].filter((interval) => interval >= 0 && interval < intervals);
    for (const interval of beside) {
      const slope = weight / (beside.length * width(interval));
      add(interval + 1, slope);
      add(interval, -slope);
    }
  };
  const u = Math.log(clamped / node(i)) / width(i);
  const v = 1 - u;
  add(i, v * v * (1 + 2 * u));
  add(i + 1, u * u * (1 + 2 * v));
  addDerivative(i, u * v * v * width(i));
  addDerivative(i + 1, -u * u * v * width(i));
  return { first, weights };
}

/** The i with `nodes[i] <= at < nodes[i + 1]`; the last interval includes its end. */
function intervalOf(nodes: Float64Array, at: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
