import { compressLz4Frame } from '@parton/lz4';
import { ByteWriter } from './byte-writer.ts';
import type { Axis, Bin, ChannelTerm, Grid, Interpolation, ScaleFunction, Subgrid } from './grid.ts';
import { PineapplError } from './pineappl-error.ts';
import { checkSubgrid } from './subgrid.ts';
import {
  CONVOLUTION_TYPES,
  KINEMATICS,
  MAPPINGS,
  METHODS,
  MORE_MEMBERS,
  PID_BASES,
  REWEIGHTINGS,
  SCALE_FUNCTIONS,
  scaleArguments,
  SUBGRID_KINDS,
} from './variants.ts';

export interface WriteOptions {
  /** Whether to put the file into an LZ4 frame, as those named `.pineappl.lz4`. */
  readonly compressed?: boolean;
}

/**
 * A file of version 1 (PineAPPL 1.0 and later) that {@link readPineappl} reads as the same grid, whatever the version of
 * the file that the grid comes from. Bins are numbered for fills; there are no reference results.
 *
 * Throws {@link PineapplError} for a grid that no file can hold: subgrids of another number than orders, bins and channels
 * ask for, runs outside a subgrid, powers that are not whole numbers below 256.
 */
export function writePineappl(grid: Grid, { compressed = false }: WriteOptions = {}): Uint8Array {
  const writer = new ByteWriter();
  for (const letter of 'PineAPPL') writer.u8(letter.charCodeAt(0));
  writer.u64(1);
  writeSubgrids(writer, grid);
  writer.list(grid.bins, (bin) => writeBin(writer, bin));
  writer.f64s(Float64Array.from({ length: grid.bins.length + 1 }, (_, b) => b));
  writer.list(grid.orders, ({ alphas, alpha, logxir, logxif, logxia }) =>
    [alphas, alpha, logxir, logxif, logxia].forEach((power) => writer.u8(power)),
  );
  writer.list(grid.channels, (terms) => writer.list(terms, (term) => writeTerm(writer, term)));
  writer.variant('pid basis', PID_BASES, grid.pidBasis);
  writer.list(grid.convolutions, ({ type, pid }) => {
    writer.variant('convolution type', CONVOLUTION_TYPES, type);
    writer.i32(pid);
  });
  writer.list<Interpolation>([], (rule) => writeInterpolation(writer, rule));
  writer.list(grid.kinematics, ({ quantity, index }) => {
    writer.variant('kinematics', KINEMATICS, quantity);
    writer.u64(index);
  });
  const { renormalization, factorization, fragmentation } = grid.scales;
  for (const scale of [renormalization, factorization, fragmentation]) writeScaleFunction(writer, scale);
  writer.list(grid.metadata, (entry) => entry.forEach((text) => writer.string(text)));
  writer.variant('more members', MORE_MEMBERS, 'none');
  // No reference results, no labels of these.
  writer.u64(0);
  writer.u64(0);
  return compressed ? compressLz4Frame(writer.bytes()) : writer.bytes();
}

/** An array `[orders, bins, channels]`: format 1, the lengths, and the elements as a list. */
function writeSubgrids(writer: ByteWriter, { orders, bins, channels, subgrids }: Grid): void {
  const shape = [orders.length, bins.length, channels.length];
  const expected = shape.reduce((product, length) => product * length, 1);
  if (subgrids.length !== expected || expected === 0) {
    throw new PineapplError({
      part: 'subgrids',
      found: `${subgrids.length}`,
      expected: `${Math.max(1, expected)} for [${shape.join(', ')}] orders, bins and channels`,
    });
  }
  writer.u8(1);
  for (const length of shape) writer.u64(length);
  writer.u64(subgrids.length);
  subgrids.forEach((subgrid, k) => writeSubgrid(writer, subgrid, `subgrid ${k}`));
}

function writeSubgrid(writer: ByteWriter, subgrid: Subgrid | undefined, part: string): void {
  if (subgrid === undefined) {
    writer.variant(part, SUBGRID_KINDS, 'empty');
    return;
  }
  checkSubgrid(subgrid, (found, expected) => {
    throw new PineapplError({ part, found, expected });
  });
  const { shape, axes, starts, lengths, entries } = subgrid;
  const kind = axes.every((axis) => axis instanceof Float64Array) ? 'import' : 'interpolation';
  writer.variant(part, SUBGRID_KINDS, kind);
  writer.f64s(entries);
  writer.positions(starts);
  writer.positions(lengths);
  writer.list(shape, (length) => writer.u64(length));
  writer.list(axes, (axis) => writeAxis(writer, axis, kind, part));
  // No dimension is known to have had one value in all fills.
  if (kind === 'interpolation') writer.list(shape, () => writer.u8(0));
}

function writeAxis(writer: ByteWriter, axis: Axis, kind: 'import' | 'interpolation', part: string): void {
  if (!(axis instanceof Float64Array)) writeInterpolation(writer, axis);
  else if (kind === 'import') writer.f64s(axis);
  else
    throw new PineapplError({ part, found: 'nodes both listed and by rule', expected: 'one kind of axes' });
}

function writeInterpolation(
  writer: ByteWriter,
  { map, min, max, nodes, order, reweight }: Interpolation,
): void {
  writer.f64(min);
  writer.f64(max);
  writer.u64(nodes);
  writer.u64(order);
  writer.variant('reweighting', REWEIGHTINGS, reweight);
  writer.variant('mapping', MAPPINGS, map);
  writer.variant('interpolation method', METHODS, 'Lagrange');
}

function writeBin(writer: ByteWriter, { limits, normalization }: Bin): void {
  writer.list(limits, ([left, right]) => {
    writer.f64(left);
    writer.f64(right);
  });
  writer.f64(normalization);
}

function writeTerm(writer: ByteWriter, { pids, factor }: ChannelTerm): void {
  writer.list(pids, (pid) => writer.i32(pid));
  writer.f64(factor);
}

function writeScaleFunction(writer: ByteWriter, { name, scales }: ScaleFunction): void {
  writer.variant('scale function', SCALE_FUNCTIONS, name);
  if (scales.length !== scaleArguments(name)) {
    const expected = `${scaleArguments(name)} scales for ${name}`;
    throw new PineapplError({ part: 'scale function', found: `${scales.length} scales`, expected });
  }
  for (const scale of scales) writer.u64(scale);
}
