import { checkAxes, checkCount, readArrayHead } from './array3.ts';
import type { ByteReader } from './byte-reader.ts';
import type {
  Axis,
  Bin,
  ChannelTerm,
  Convolution,
  Grid,
  Interpolation,
  Kinematics,
  Order,
  ScaleFunction,
  Subgrid,
} from './grid.ts';
import { checkSubgrid, shareAxes } from './subgrid.ts';
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

/**
 * The payload of a file of version 1 (PineAPPL 1.0 and later). Fill limits, the interpolations of future fills and
 * reference results are read and dropped.
 */
export function readVersion1(reader: ByteReader): Omit<Grid, 'fileVersion'> {
  const shape = readArrayHead(reader);
  let before: Subgrid | undefined;
  const subgrids = reader.list(4, () => {
    const subgrid = readSubgrid(reader, before);
    before = subgrid ?? before;
    return subgrid;
  });
  checkCount(reader, shape, subgrids.length);
  const bins = reader.list(16, () => readBin(reader));
  reader.f64s();
  const orders = reader.list(5, () => readOrder(reader));
  const channels = reader.list(8, () => reader.list(16, () => readTerm(reader)));
  checkAxes(reader, shape, [orders, bins, channels]);
  const pidBasis = reader.variant('pid basis', PID_BASES);
  const convolutions = reader.list(8, () => readConvolution(reader));
  reader.list(44, () => readInterpolation(reader));
  const kinematics = reader.list(12, () => readKinematics(reader));
  const scales = {
    renormalization: readScaleFunction(reader),
    factorization: readScaleFunction(reader),
    fragmentation: readScaleFunction(reader),
  };
  const metadata = reader.stringMap();
  reader.variant('more members', MORE_MEMBERS);
  skipReference(reader);
  return { orders, bins, channels, pidBasis, convolutions, kinematics, scales, subgrids, metadata };
}

function readSubgrid(reader: ByteReader, before: Subgrid | undefined): Subgrid | undefined {
  const { offset } = reader;
  const kind = reader.variant('subgrid type', SUBGRID_KINDS);
  if (kind === 'empty') return undefined;
  const entries = reader.f64s();
  const starts = reader.positions();
  const lengths = reader.positions();
  const shape = reader.list(8, () => reader.position());
  const axes: Axis[] =
    kind === 'import'
      ? reader.list(8, () => reader.f64s())
      : reader.list(44, () => readInterpolation(reader));
  // The one value that a dimension had in all fills so far, if any.
  if (kind === 'interpolation') reader.list(1, () => reader.option(() => reader.f64()));
  const subgrid = { shape, axes: shareAxes(axes, before), starts, lengths, entries };
  checkSubgrid(subgrid, (found, expected) => reader.fail(found, expected, offset));
  return entries.length === 0 ? undefined : subgrid;
}

function readInterpolation(reader: ByteReader): Interpolation {
  const [min, max, nodes, order] = [reader.f64(), reader.f64(), reader.u64(), reader.u64()];
  const reweight = reader.variant('reweighting', REWEIGHTINGS);
  const map = reader.variant('mapping', MAPPINGS);
  reader.variant('interpolation method', METHODS);
  return { map, min, max, nodes, order, reweight };
}

function readBin(reader: ByteReader): Bin {
  const limits = reader.list(16, () => [reader.f64(), reader.f64()] as const);
  return { limits, normalization: reader.f64() };
}

function readOrder(reader: ByteReader): Order {
  const [alphas, alpha, logxir] = [reader.u8(), reader.u8(), reader.u8()];
  return { alphas, alpha, logxir, logxif: reader.u8(), logxia: reader.u8() };
}

function readTerm(reader: ByteReader): ChannelTerm {
  return { pids: reader.list(4, () => reader.i32()), factor: reader.f64() };
}

function readConvolution(reader: ByteReader): Convolution {
  const type = reader.variant('convolution type', CONVOLUTION_TYPES);
  return { type, pid: reader.i32() };
}

function readKinematics(reader: ByteReader): Kinematics {
  return { quantity: reader.variant('kinematics', KINEMATICS), index: reader.u64() };
}

function readScaleFunction(reader: ByteReader): ScaleFunction {
  const name = reader.variant('scale function', SCALE_FUNCTIONS);
  return { name, scales: reader.repeat(scaleArguments(name), () => reader.u64()) };
}

/** Pairs of results and uncertainties, and the labels that go with them. */
function skipReference(reader: ByteReader): void {
  reader.list(24, () => {
    skipNumbers(reader);
    if (skipNumbers(reader) !== 'total') reader.variant('combination', ['sum', 'quadrature']);
  });
  reader.list(8, () => reader.string());
}

function skipNumbers(reader: ByteReader): string {
  const kind = reader.variant('reference', ['total', 'per order', 'per channel', 'full']);
  if (kind === 'total') reader.f64();
  else if (kind === 'full') reader.list(8, () => reader.f64s());
  else reader.f64s();
  return kind;
}
