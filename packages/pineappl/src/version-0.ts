import { checkAxes, checkCount, readArrayHead } from './array3.ts';
import type { ByteReader } from './byte-reader.ts';
import type { Bin, Grid, Kinematics } from './grid.ts';
import { type Term0, convolvedSlots } from './version-0-slots.ts';
import { readSubgrid0, unifySubgrids } from './version-0-subgrid.ts';

/** The payload of a file of version 0 (PineAPPL 0.x), brought into the common form. */
export function readVersion0(reader: ByteReader): Omit<Grid, 'fileVersion'> {
  const shape = readArrayHead(reader);
  const subgrids = reader.list(4, () => readSubgrid0(reader));
  checkCount(reader, shape, subgrids.length);
  if (subgrids.length === 0) reader.fail('no subgrids', 'at least one');
  const terms = reader.list(8, () => reader.list(16, () => readTerm(reader)));
  const limits = readLimits(reader, shape[1]);
  const orders = reader.list(16, () => readOrder(reader));
  checkAxes(reader, shape, [orders, limits, terms]);
  skipSubgridParameters(reader);
  const { bins, metadata } = readMoreMembers(reader, limits);

  const slots = convolvedSlots(reader, metadata, terms.flat());
  const kept = slots.map(({ slot }) => slot);
  const twoScales = subgrids.some((subgrid) => subgrid !== undefined && subgrid.ren !== subgrid.fac);
  const scale = (index: number) => ({ name: 'Scale', scales: [index] });
  return {
    orders,
    bins,
    channels: terms.map((channel) =>
      channel.map(({ pids, factor }) => ({ pids: kept.map((slot) => pids[slot]), factor })),
    ),
    pidBasis: metadata.get('lumi_id_types') === 'evol' ? 'evol' : 'pdg',
    convolutions: slots.map(({ convolution }) => convolution),
    kinematics: kinematics(twoScales, kept.length),
    scales: {
      renormalization: scale(0),
      factorization: scale(twoScales ? 1 : 0),
      fragmentation: { name: 'NoScale', scales: [] },
    },
    subgrids: unifySubgrids(reader, subgrids, { twoScales, slots: kept }),
    metadata,
  };
}

function kinematics(twoScales: boolean, convolutions: number): Kinematics[] {
  const list = (quantity: Kinematics['quantity'], count: number) =>
    Array.from({ length: count }, (_, index) => ({ quantity, index }));
  return [...list('scale', twoScales ? 2 : 1), ...list('x', convolutions)];
}

function readTerm(reader: ByteReader): Term0 {
  return { pids: [reader.i32(), reader.i32()], factor: reader.f64() };
}

function readOrder(reader: ByteReader) {
  const [alphas, alpha, logxir, logxif] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  return { alphas, alpha, logxir, logxif, logxia: 0 };
}

/** Edges of the bins in one dimension. */
function readLimits(reader: ByteReader, bins: number): (readonly [number, number])[] {
  const kind = reader.variant('bin limits', ['equal', 'unequal']);
  const edges = kind === 'equal' ? equalEdges(reader, bins) : reader.f64s();
  if (edges.length !== bins + 1) reader.fail(`${edges.length} bin edges`, `${bins + 1}`);
  return Array.from({ length: bins }, (_, b) => [edges[b] ?? 0, edges[b + 1] ?? 0] as const);
}

function equalEdges(reader: ByteReader, bins: number): number[] {
  const [left, right, count] = [reader.f64(), reader.f64(), reader.u64()];
  if (count !== bins) reader.fail(`${count} bins`, `${bins} as the subgrids`, reader.offset - 8);
  return Array.from({ length: bins + 1 }, (_, b) => left + (b * (right - left)) / bins);
}

function skipSubgridParameters(reader: ByteReader): void {
  for (const read of ['u64', 'f64', 'f64', 'u64', 'bool', 'u64', 'f64', 'f64', 'u64'] as const)
    reader[read]();
}

/** Bins of more dimensions with their normalisation, metadata, and an empty subgrid as a pattern. */
function readMoreMembers(reader: ByteReader, limits: readonly (readonly [number, number])[]) {
  const kind = reader.variant('more members', ['V1', 'V2', 'V3']);
  const remapper = kind === 'V1' ? undefined : reader.option(() => readRemapper(reader, limits.length));
  const metadata = kind === 'V1' ? new Map<string, string>() : reader.stringMap();
  if (kind === 'V3') readSubgrid0(reader);
  const bins = remapper ?? limits.map((limit) => ({ limits: [limit], normalization: limit[1] - limit[0] }));
  return { bins, metadata };
}

/** Replaces the one-dimensional bins: a normalisation per bin, then the ranges of all bins, those of one bin together. */
function readRemapper(reader: ByteReader, bins: number): Bin[] {
  const { offset } = reader;
  const normalizations = reader.f64s();
  const limits = reader.list(16, () => [reader.f64(), reader.f64()] as const);
  const dimensions = limits.length / bins;
  if (normalizations.length !== bins || !Number.isInteger(dimensions)) {
    reader.fail(`${normalizations.length} normalisations, ${limits.length} ranges`, `${bins} bins`, offset);
  }
  return Array.from(normalizations, (normalization, b) => ({
    limits: limits.slice(b * dimensions, (b + 1) * dimensions),
    normalization,
  }));
}
