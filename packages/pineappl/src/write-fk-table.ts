import { size } from '@parton/ndarray';
import { FK_PIDS } from './fk-basis.ts';
import type { FkTable } from './fk-table.ts';
import type { ChannelTerm, Grid, Subgrid } from './grid.ts';
import { PineapplError } from './pineappl-error.ts';
import { type WriteOptions, writePineappl } from './write-pineappl.ts';

/**
 * A PineAPPL file (version 1) of an FK table, with proton PDFs. {@link readFkTable} gives the table back; its values may
 * differ by a unit in the last place, because a file holds those for `f(x)` and the table those for `x f(x)`. A table does
 * not know the limits of its bins, so bin b goes from b to b + 1.
 *
 * Throws {@link PineapplError} for a table that contradicts itself, has a value that is not finite, or only zeros.
 */
export function writeFkTable(table: FkTable, options: WriteOptions = {}): Uint8Array {
  return writePineappl(fkGrid(table), options);
}

function fkGrid(table: FkTable): Grid {
  const { q0, x, channels, values, convolutions, metadata } = table;
  const [bins = 0] = values.shape;
  const axes = convolutions.map(() => x);
  const shape = [bins, channels.length, ...axes.map((axis) => axis.length)];
  if (convolutions.length !== table.hadrons || values.shape.join() !== shape.join()) {
    const found = `[${values.shape.join(', ')}] for ${convolutions.length} PDFs`;
    refuse('values', found, `[${shape.join(', ')}] for ${table.hadrons} hadrons`);
  }
  const scale = Float64Array.of(q0 ** 2);
  const subgrids = fkSubgrids(table, scale);
  if (subgrids.every((subgrid) => subgrid === undefined)) refuse('values', 'only zeros', 'another number');
  const none = { name: 'NoScale', scales: [] };
  return {
    fileVersion: 1,
    orders: [{ alphas: 0, alpha: 0, logxir: 0, logxif: 0, logxia: 0 }],
    bins: Array.from({ length: bins }, (_, b) => ({ limits: [[b, b + 1]], normalization: 1 })),
    channels: channels.map((id) => [channelTerm(id, table.hadrons)]),
    pidBasis: 'evol',
    convolutions: convolutions.map((type) => ({ type, pid: 2212 })),
    kinematics: [
      { quantity: 'scale', index: 0 },
      ...axes.map((_, index) => ({ quantity: 'x', index }) as const),
    ],
    scales: { renormalization: none, factorization: { name: 'Scale', scales: [0] }, fragmentation: none },
    subgrids,
    metadata,
  };
}

function channelTerm(id: number, hadrons: 1 | 2): ChannelTerm {
  const flavours = hadrons === 1 ? [id] : [Math.floor(id / FK_PIDS.length), id % FK_PIDS.length];
  const pids = flavours.map(
    (flavour) => FK_PIDS[flavour] ?? refuse('channels', `${id}`, `below ${FK_PIDS.length ** hadrons}`),
  );
  return { pids, factor: 1 };
}

/** One per bin and channel, with all nodes of x; undefined where there are only zeros. */
function fkSubgrids({ x, values, convolutions }: FkTable, scale: Float64Array): (Subgrid | undefined)[] {
  const axes = [scale, ...convolutions.map(() => x)];
  const shape = axes.map((axis) => axis.length);
  // Products of one x per hadron, in the order of the values.
  const weights = convolutions.reduce(
    (products) => products.flatMap((p) => Array.from(x, (node) => p * node)),
    [1],
  );
  const [bins = 0, channels = 0] = values.shape;
  return Array.from({ length: bins * channels }, (_, k) => {
    const slab = values.data.subarray(k * size(shape), (k + 1) * size(shape));
    const runs = listRuns(slab);
    if (runs.starts.length === 0) return undefined;
    const entries = runs.positions.map((position) => (slab[position] ?? 0) * (weights[position] ?? 1));
    if (!entries.every(Number.isFinite)) {
      refuse(`bin ${Math.floor(k / channels)}`, 'a value that is not finite', 'numbers');
    }
    const { starts, lengths } = runs;
    return {
      shape,
      axes,
      starts: Uint32Array.from(starts),
      lengths: Uint32Array.from(lengths),
      entries: Float64Array.from(entries),
    };
  });
}

/** Where the values other than zero are, and the runs of neighbours among them. */
function listRuns(slab: Float64Array) {
  const positions: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  slab.forEach((value, position) => {
    if (value === 0) return;
    if (position > 0 && positions.at(-1) === position - 1) lengths.push((lengths.pop() ?? 0) + 1);
    else {
      starts.push(position);
      lengths.push(1);
    }
    positions.push(position);
  });
  return { positions, starts, lengths };
}

function refuse(part: string, found: string, expected: string): never {
  throw new PineapplError({ part, found, expected });
}
