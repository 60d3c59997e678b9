import { MAX_NODES } from './limits.ts';
import { PineapplError } from './pineappl-error.ts';

/** Nodes that differ by no more than 4096 units in the last place are one node, as in PineAPPL. */
const TOLERANCE = 4096 * Number.EPSILON;

/** Whether two nodes, of x or of a scale, are one. */
export function isSameNode(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** All nodes of some grids, ascending; nodes that agree within 4096 ulps are taken once. Throws above 65536 nodes. */
export function uniteNodes(grids: Iterable<Float64Array>): Float64Array {
  const all = new Set<number>();
  for (const grid of grids) {
    for (const node of grid) all.add(node);
    if (all.size > MAX_NODES) {
      throw new PineapplError({ found: `${all.size} different nodes`, expected: `at most ${MAX_NODES}` });
    }
  }
  const united: number[] = [];
  for (const node of Float64Array.from(all).sort()) {
    const last = united.at(-1);
    if (last === undefined || !isSameNode(last, node)) united.push(node);
  }
  return Float64Array.from(united);
}

/** Where the nodes of a grid are in an ascending one, which holds them all (see {@link uniteNodes}). */
export function locateNodes(grid: Float64Array, united: Float64Array): Int32Array {
  return Int32Array.from(grid, (node) => {
    let low = 0;
    for (let high = united.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      const candidate = united[middle] ?? 0;
      if (candidate < node && !isSameNode(candidate, node)) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
