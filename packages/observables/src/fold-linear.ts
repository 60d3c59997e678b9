import { type NdArray, zeros } from '@parton/ndarray';
import { gridPositions } from './common-grid.ts';
import { type FkOperand, pointsOf } from './observable.ts';

/** On which functions and points a table is folded. */
export interface FoldTarget {
  /** `[N]`: the common x grid. */
  readonly grid: Float64Array;
  /** `[14, K]`: each FK flavour as a combination of the K independent ones. */
  readonly expansion: NdArray;
}

/**
 * Sums the flavour columns of a one-hadron table onto the independent flavours and spreads its nodes over the common
 * grid: `sum_c FK[n, c, x] f_c(x) = sum_kx out[n, k N + x] f_k(x)`.
 *
 * @returns `[n, K N]`
 */
export function foldLinear(operand: FkOperand, { grid, expansion }: FoldTarget): NdArray {
  const flavours = expansion.shape[1] ?? 0;
  const width = flavours * grid.length;
  const positions = gridPositions(grid, operand.x);
  const out = zeros([pointsOf(operand), width]);
  let at = 0;
  for (let n = 0; n < pointsOf(operand); n++) {
    const line = out.data.subarray(n * width, (n + 1) * width);
    for (const channel of operand.channels) {
      for (const position of positions) {
        const value = operand.values.data[at++] ?? 0;
        if (value === 0) continue;
        for (let k = 0; k < flavours; k++) {
          const target = k * grid.length + position;
          line[target] = (line[target] ?? 0) + value * (expansion.data[channel * flavours + k] ?? 0);
        }
      }
    }
  }
  return out;
}
