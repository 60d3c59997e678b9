import type { NdArray } from '@parton/ndarray';
import { gridPositions } from './common-grid.ts';
import type { FoldTarget } from './fold-linear.ts';
import { FK_FLAVOURS, type FkOperand } from './observable.ts';

/** A two-hadron table, and where its numbers go. */
export interface TableLayout {
  readonly operand: FkOperand;
  /** Node of the common grid, for each node of the table. */
  readonly positions: readonly number[];
  /** For each channel, the pairs of independent flavours that it is a sum of. */
  readonly pairs: readonly (readonly FlavourPair[])[];
}

/** A product of two independent flavours with a factor. */
export interface FlavourPair {
  readonly i: number;
  readonly j: number;
  readonly weight: number;
}

/** Works out the layout of a table once for all its points. */
export function tableLayout(operand: FkOperand, { grid, expansion }: FoldTarget): TableLayout {
  return {
    operand,
    positions: gridPositions(grid, operand.x),
    pairs: operand.channels.map((channel) => expandedPairs(channel, expansion)),
  };
}

/** The product of two FK flavours as a sum of products of independent ones. */
function expandedPairs(channel: number, expansion: NdArray): FlavourPair[] {
  const flavours = expansion.shape[1] ?? 0;
  const terms = (flavour: number) =>
    Array.from({ length: flavours }, (_, k) => ({
      k,
      weight: expansion.data[flavour * flavours + k] ?? 0,
    })).filter(({ weight }) => weight !== 0);
  const second = terms(channel % FK_FLAVOURS);
  return terms(Math.floor(channel / FK_FLAVOURS)).flatMap((a) =>
    second.map((b) => ({ i: a.k, j: b.k, weight: a.weight * b.weight })),
  );
}
