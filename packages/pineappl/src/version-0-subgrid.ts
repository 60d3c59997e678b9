import { checkCount, readArrayHead, readShape3, type Shape3 } from './array3.ts';
import type { ByteReader } from './byte-reader.ts';
import type { Subgrid } from './grid.ts';
import { checkSubgrid, shareAxes } from './subgrid.ts';

/** An imported subgrid of a file of version 0, `[scale, x1, x2]`; a node of the first axis is a pair of scales. */
export interface Subgrid0 extends Runs {
  /** Where it starts in the file. */
  readonly offset: number;
  /** Squared renormalisation and factorisation scale; the same object where they are equal. */
  readonly ren: Float64Array;
  readonly fac: Float64Array;
  readonly x: readonly [Float64Array, Float64Array];
}

/** As in {@link Subgrid}; no run goes on from one scale to the next. */
interface Runs {
  readonly shape: Shape3;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly entries: Float64Array;
}

const KINDS = [
  'LagrangeV1',
  'Ntuple',
  'LagrangeSparseV1',
  'LagrangeV2',
  'ImportOnlyV1',
  'Empty',
  'ImportOnlyV2',
] as const;

/** How many fields of each type follow the values: numbers of nodes and orders, reweighting, ranges. */
const LAGRANGE_FIELDS = {
  LagrangeV1: { u64: 6, bool: 1, f64: 4 },
  LagrangeSparseV1: { u64: 4, bool: 1, f64: 4 },
  LagrangeV2: { u64: 8, bool: 2, f64: 7 },
};

export function readSubgrid0(reader: ByteReader): Subgrid0 | undefined {
  const { offset } = reader;
  const kind = reader.variant('subgrid type', KINDS);
  if (kind === 'Empty') return undefined;
  if (kind === 'ImportOnlyV1' || kind === 'ImportOnlyV2') return readImport(reader, offset, kind);
  if (kind === 'Ntuple' ? reader.count(32) > 0 : readLagrange(reader, kind)) {
    reader.fail(`a filled subgrid of type ${kind}`, 'an optimised grid with imported subgrids', offset);
  }
  return undefined;
}

/** Returns whether it has values. */
function readLagrange(reader: ByteReader, kind: keyof typeof LAGRANGE_FIELDS): boolean {
  const values =
    kind === 'LagrangeSparseV1' ? readSparse(reader)?.entries : reader.option(() => readDense(reader));
  const fields = LAGRANGE_FIELDS[kind];
  for (const type of ['u64', 'bool', 'f64'] as const) reader.repeat(fields[type], () => reader[type]());
  return values?.some((value) => value !== 0) ?? false;
}

function readDense(reader: ByteReader): Float64Array {
  const shape = readArrayHead(reader);
  const values = reader.f64s();
  checkCount(reader, shape, values.length);
  return values;
}

function readImport(
  reader: ByteReader,
  offset: number,
  kind: 'ImportOnlyV1' | 'ImportOnlyV2',
): Subgrid0 | undefined {
  const runs = readSparse(reader);
  const pairs =
    kind === 'ImportOnlyV1'
      ? Array.from(reader.f64s(), (scale) => [scale, scale] as const)
      : reader.list(16, () => [reader.f64(), reader.f64()] as const);
  const x = [reader.f64s(), reader.f64s()] as const;
  const ren = Float64Array.from(pairs, (pair) => pair[0]);
  const fac = pairs.every((pair) => pair[0] === pair[1]) ? ren : Float64Array.from(pairs, (pair) => pair[1]);
  return runs && { offset, ren, fac, x, ...runs };
}

/**
 * Groups of values, one per scale and position on one of the x axes, that run along the other x axis: along x1 if that
 * is the longer one. Undefined if there are none.
 */
function readSparse(reader: ByteReader): Runs | undefined {
  const { offset } = reader;
  const entries = reader.f64s();
  const groups = reader.list(16, () => ({ from: reader.position(), start: reader.position() }));
  const outerStart = reader.position();
  const shape = readShape3(reader);
  if (entries.length === 0) return undefined;
  const [scales, rows, columns] = shape;
  if (scales * rows * columns >= 2 ** 32)
    reader.fail(`shape [${shape.join(', ')}]`, 'fewer than 2^32 values', offset);
  const alongRows = rows > columns;
  const [fixed, running] = alongRows ? [columns, rows] : [rows, columns];
  const starts: number[] = [];
  const lengths: number[] = [];
  groups.slice(0, -1).forEach(({ from, start }, g) => {
    const end = groups[g + 1]?.start ?? 0;
    const length = end - start;
    if (length === 0) return;
    const scale = outerStart + Math.floor(g / fixed);
    if (length < 0 || end > entries.length || from + length > running || scale >= scales) {
      const found = `a run of ${length} from node ${from} in group ${g}`;
      const expected = `${entries.length} values on ${running} nodes in ${scales * fixed} groups`;
      reader.fail(found, expected, offset);
    }
    const origin = scale * rows * columns;
    if (!alongRows || columns === 1) {
      starts.push(origin + (alongRows ? from : (g % fixed) * columns + from));
      lengths.push(length);
      return;
    }
    for (let k = from; k < from + length; k++) {
      starts.push(origin + k * columns + (g % fixed));
      lengths.push(1);
    }
  });
  return { shape, starts: Uint32Array.from(starts), lengths: Uint32Array.from(lengths), entries };
}

/** How subgrids of version 0 become those of {@link Grid}. */
export interface Unification {
  readonly twoScales: boolean;
  /** The slots that are convolved. */
  readonly slots: readonly (0 | 1)[];
}

/**
 * The common form: both scales as axes of their own if they differ anywhere in the grid (the values are then on the
 * diagonal), and only the x axes of the slots that are convolved.
 */
export function unifySubgrids(
  reader: ByteReader,
  subgrids: readonly (Subgrid0 | undefined)[],
  unification: Unification,
): (Subgrid | undefined)[] {
  let before: Subgrid | undefined;
  return subgrids.map((subgrid) => {
    if (subgrid === undefined) return undefined;
    const unified = unifySubgrid(reader, subgrid, unification);
    before = { ...unified, axes: shareAxes(unified.axes, before) };
    return before;
  });
}

function unifySubgrid(reader: ByteReader, subgrid: Subgrid0, { twoScales, slots }: Unification): Subgrid {
  const { offset, ren, fac, x, entries, lengths } = subgrid;
  const [scales, rows, columns] = subgrid.shape;
  const sizes = [rows, columns];
  sizes.forEach((size, slot) => {
    const isKept = slots.some((kept) => kept === slot);
    if (!isKept && size !== 1)
      reader.fail(`${size} nodes for slot ${slot + 1}`, '1 as it is not convolved', offset);
  });
  const values = rows * columns;
  const starts = twoScales
    ? subgrid.starts.map((start) => start + Math.floor(start / values) * scales * values)
    : subgrid.starts;
  const shape = [scales, ...(twoScales ? [scales] : []), ...slots.map((slot) => sizes[slot] ?? 0)];
  const axes = [ren, ...(twoScales ? [fac] : []), ...slots.map((slot) => x[slot])];
  const unified = { shape, axes, starts, lengths, entries };
  checkSubgrid(unified, (found, expected) => reader.fail(found, expected, offset));
  return unified;
}
