import { InputError } from '@parton/errors';
import type { Observable } from './observable.ts';

/** Nodes closer than this, relatively, are one node: tables of one theory differ by rounding only. */
const TOLERANCE = 1e-10;

/** The sorted union of the x grids of all tables: the points where the PDF has to be known. */
export function commonGrid(observables: readonly Observable[]): Float64Array {
  const all = observables
    .flatMap(({ operands }) => operands.flatMap(({ x }) => [...x]))
    .sort((a, b) => a - b);
  return Float64Array.from(all.filter((x, i) => i === 0 || x - (all[i - 1] ?? 0) > TOLERANCE * x));
}

/** Where each node of a table stands in the common grid. Throws for a node that is not there. */
export function gridPositions(grid: Float64Array, x: Float64Array): number[] {
  return Array.from(x, (value) => {
    const position = grid.findIndex((node) => Math.abs(node - value) <= 2 * TOLERANCE * value);
    if (position < 0)
      throw new InputError({
        found: `a table with the node x = ${value}`,
        expected: 'a node of the common grid',
      });
    return position;
  });
}
