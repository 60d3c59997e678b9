import { type NdArray, size, zeros } from '@parton/ndarray';
import { fkChannels, fkConvolutions, fkSubgrids, type PdfType, type Refuse } from './fk-checks.ts';
import type { Grid, Subgrid } from './grid.ts';
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
  const nodes = [...new Set(subgrids.map((subgrid) => subgrid.nodes))];
  const x = uniteNodes(nodes.flatMap((lists) => lists.x));
  const places = new Map(nodes.map((lists) => [lists, lists.x.map((axis) => placeNodes(axis, x, refuse))]));
  const channels = ids.toSorted((a, b) => a - b);
  const ranks = ids.map((id) => channels.indexOf(id));
  const shape = [grid.bins.length, channels.length, ...convolutions.map(() => x.length)];
  if (8 * size(shape) > MAX_BYTES)
    refuse('table', `[${shape.join(', ')}]`, `at most ${MAX_BYTES / 8} numbers`);
  const values = zeros(shape);
  const slab = size(shape.slice(2));
  for (const subgrid of subgrids) {
    const start = (subgrid.bin * channels.length + (ranks[subgrid.channel] ?? 0)) * slab;
    const target = {
      slab: values.data.subarray(start, start + slab),
      x,
      places: places.get(subgrid.nodes) ?? [],
      normalization: grid.bins[subgrid.bin]?.normalization ?? 1,
    };
    if (!placeValues(subgrid.subgrid, target))
      refuse(`bin ${subgrid.bin} channel ${subgrid.channel}`, 'a value that is not finite', 'numbers');
  }
  return {
    hadrons: convolutions.length === 1 ? 1 : 2,
    q0: Math.sqrt(nodes[0]?.scale ?? 0),
    x,
    channels,
    values,
    convolutions,
    metadata: grid.metadata,
  };
}

/** Where the nodes of a subgrid are in x. No two may be one: each of its values has a place of its own. */
function placeNodes(axis: Float64Array, x: Float64Array, refuse: Refuse): Int32Array {
  const places = locateNodes(axis, x);
  if (new Set(places).size < places.length)
    refuse('x grid', 'one node twice in a subgrid', 'different nodes');
  return places;
}

/** The `[X]` or `[X, X]` values of a bin and channel, and where the nodes of a subgrid are in x, one list per hadron. */
interface Target {
  readonly slab: Float64Array;
  readonly x: Float64Array;
  readonly places: readonly Int32Array[];
  readonly normalization: number;
}

/** Writes the values of a subgrid, which follow each other in rows of the last x. Returns whether all are finite. */
function placeValues({ starts, lengths, entries }: Subgrid, target: Target): boolean {
  const { slab, x, places, normalization } = target;
  const [last = new Int32Array(0), first] = places.toReversed();
  let isFinite = true;
  let next = 0;
  for (let run = 0; run < starts.length; run++) {
    let row = Math.floor((starts[run] ?? 0) / last.length);
    let column = (starts[run] ?? 0) % last.length;
    for (const end = next + (lengths[run] ?? 0); next < end; row++, column = 0) {
      const a = first === undefined ? 0 : (first[row] ?? 0);
      const divisor = first === undefined ? normalization : normalization * (x[a] ?? 1);
      const stop = Math.min(last.length, column + end - next);
      for (; column < stop; column++, next++) {
        const b = last[column] ?? 0;
        const value = (entries[next] ?? 0) / (divisor * (x[b] ?? 1));
        slab[a * x.length + b] = value;
        isFinite &&= Number.isFinite(value);
      }
    }
  }
  return isFinite;
}
