import { LhapdfError } from './lhapdf-error.ts';
import { logCubicStencil } from './log-cubic-stencil.ts';
import type { AlphaSTable } from './pdf-info.ts';
import type { PdfSet } from './pdf-set.ts';

/**
 * The strong coupling that a set was made with, interpolated as LHAPDF's type `ipol` does: cubic in ln Q between flavour
 * thresholds, where a node stands twice. A threshold belongs to the piece above it.
 *
 * @param q GeV
 *
 * Throws {@link LhapdfError} if the set has no table or Q is outside of it.
 */
export function alphaS({ info: { file, alphaS: table } }: PdfSet, q: number): number {
  if (table === undefined) {
    throw new LhapdfError({
      where: { file, key: 'AlphaS_Qs' },
      found: 'nothing',
      expected: 'a list of scales',
    });
  }
  const { first, last } = pieceAt(table, q);
  const stencil = logCubicStencil(table.q.subarray(first, last), q);
  if (stencil === undefined) {
    throw new LhapdfError({
      where: { file, key: 'AlphaS_Qs' },
      found: `Q = ${q} GeV`,
      expected: `Q in [${table.q[0]}, ${table.q.at(-1)}] GeV`,
    });
  }
  return stencil.weights.reduce(
    (sum, weight, k) => sum + weight * (table.values[first + stencil.first + k] ?? 0),
    0,
  );
}

/** The nodes from `first` up to (without) `last` between the thresholds around a scale. */
function pieceAt({ q: nodes }: AlphaSTable, q: number): { first: number; last: number } {
  const thresholds = [...nodes.keys()].filter((i) => nodes[i] === nodes[i - 1]);
  return {
    first: thresholds.findLast((i) => q >= (nodes[i] ?? 0)) ?? 0,
    last: thresholds.find((i) => q < (nodes[i] ?? 0)) ?? nodes.length,
  };
}
