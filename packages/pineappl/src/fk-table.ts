import { type NdArray, size, zeros } from '@parton/ndarray';
import {
  type FkSubgrid,
  fkChannels,
  fkConvolutions,
  fkSubgrids,
  type PdfType,
  type Refuse,
} from './fk-checks.ts';
import type { Grid } from './grid.ts';
import { MAX_BYTES } from './limits.ts';
import { locateNodes, uniteNodes } from './nodes.ts';
import { PineapplError } from './pineappl-error.ts';
import { readPineappl } from './read-pineappl.ts';

/**
 * A grid evolved to the scale of the fit: predictions are linear in one PDF, or in the products of two.
 * One hadron: `obs[n] = sum_{c,a} values[n, c, a] (x f)_{c}(x_a)`. Two hadrons, with channel c = 14 i + j:
 * `obs[n] = sum_{c,a,b} values[n, c, a, b] (x f)_i(x_a) (x f)_j(x_b)`.
 */
export interface FkTable {
  readonly hadrons: 1 | 2;
  /** Scale of the fit in GeV. */
  readonly q0: number;
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** `[C]`, ascending: index i in the FK basis (see {@link FK_PIDS}), or 14 i + j for two hadrons. */
  readonly channels: readonly number[];
  /** `[bins, C, X]` or `[bins, C, X, X]`, divided by x (or both x) and by the bin normalisation. */
  readonly values: NdArray;
  /** One per hadron. */
  readonly convolutions: readonly PdfType[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads a grid that is an FK table; see {@link readPineappl} and {@link fkTable}. */
export function readFkTable(bytes: Uint8Array, file?: string): FkTable {
  return fkTable(readPineappl(bytes, file), file);
}

/**
 * The FK table in a grid: one order without couplings, one scale, one pair of flavours of the evolution basis per channel.
 * Throws {@link PineapplError} which names what is otherwise. The grid is not changed.
 */
export function fkTable(grid: Grid, file?: string): FkTable {
  const refuse: Refuse = (part, found, expected) => {
    throw new PineapplError({ file, part, found, expected });
  };
  const convolutions = fkConvolutions(grid, refuse);
  const ids = fkChannels(grid, refuse);
  const subgrids = fkSubgrids(grid, refuse);
  const x = uniteNodes(subgrids.flatMap((subgrid) => subgrid.x));
  const channels = ids.toSorted((a, b) => a - b);
  const ranks = ids.map((id) => channels.indexOf(id));
  const shape = [grid.bins.length, channels.length, ...convolutions.map(() => x.length)];
  if (8 * size(shape) > MAX_BYTES)
    refuse('table', `[${shape.join(', ')}]`, `at most ${MAX_BYTES / 8} numbers`);
  const values = zeros(shape);
  const slab = size(shape.slice(2));
  for (const subgrid of subgrids) {
    const start = (subgrid.bin * channels.length + (ranks[subgrid.channel] ?? 0)) * slab;
    const isFinite = addSubgrid(values.data.subarray(start, start + slab), x, subgrid, grid);
    if (!isFinite)
      refuse(`bin ${subgrid.bin} channel ${subgrid.channel}`, 'a value that is not finite', 'numbers');
  }
  return {
    hadrons: convolutions.length === 1 ? 1 : 2,
    q0: Math.sqrt(subgrids[0]?.scale ?? 0),
    x,
    channels,
    values,
    convolutions,
    metadata: grid.metadata,
  };
}

/** Adds the values of a subgrid to the `[X]` or `[X, X]` of its bin and channel. Returns whether all are finite. */
function addSubgrid(
  slab: Float64Array,
  x: Float64Array,
  { subgrid, x: axes, bin }: FkSubgrid,
  grid: Grid,
): boolean {
  const normalization = grid.bins[bin]?.normalization ?? 1;
  const [last = new Int32Array(0), first = Int32Array.of(0)] = axes
    .map((axis) => locateNodes(axis, x))
    .toReversed();
  const firstX = axes.length === 1 ? Float64Array.of(1) : x;
  let isFinite = true;
  let next = 0;
  subgrid.starts.forEach((start, run) => {
    const end = start + (subgrid.lengths[run] ?? 0);
    for (let position = start; position < end; position++) {
      const a = first[Math.floor(position / last.length)] ?? 0;
      const b = last[position % last.length] ?? 0;
      const value = (subgrid.entries[next++] ?? 0) / (normalization * (firstX[a] ?? 1) * (x[b] ?? 1));
      slab[a * x.length + b] = (slab[a * x.length + b] ?? 0) + value;
      isFinite &&= Number.isFinite(value);
    }
  });
  return isFinite;
}
