import { type NdArray, zeros } from '@parton/ndarray';
import type { FoldTarget } from './fold-linear.ts';
import { formIn, pairTables } from './pair-tables.ts';
import type { TableTerm } from './rows.ts';

/**
 * A two-hadron row as a symmetric quadratic form in the independent flavours on the common grid:
 * `sum_cxy FK[n, c, x, y] f_i(c)(x) f_j(c)(y) = sum_uv out[u, v] f_u f_v` with `u = k N + x`.
 *
 * @returns `[K N, K N]`
 */
export function quadraticForm(terms: readonly TableTerm[], target: FoldTarget): NdArray {
  const nodes = target.grid.length;
  const identity = zeros([nodes, nodes]);
  for (let i = 0; i < nodes; i++) identity.data[i * (nodes + 1)] = 1;
  const flavours = target.expansion.shape[1] ?? 0;
  return formIn(pairTables(terms, target), Array<NdArray>(flavours).fill(identity));
}
