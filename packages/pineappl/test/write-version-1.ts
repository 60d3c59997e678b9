import type { Axis, Grid, ScaleFunction, Subgrid } from '../src/index.ts';

const SCALE_TAGS = ['NoScale', 'Scale', 'QuadraticSum', 'QuadraticMean'];
const TYPES = ['UnpolPDF', 'PolPDF', 'UnpolFF', 'PolFF'];

/** A file of version 1 without compression. `extra` goes at the end, where nothing should be. */
export function writeVersion1(grid: Grid, extra: readonly number[] = []): Uint8Array {
  const out: number[] = [];
  const put = (size: number, set: (view: DataView) => void) => {
    const view = new DataView(new ArrayBuffer(size));
    set(view);
    out.push(...new Uint8Array(view.buffer));
  };
  const u8 = (value: number) => out.push(value);
  const u32 = (value: number) => put(4, (view) => view.setUint32(0, value, true));
  const i32 = (value: number) => put(4, (view) => view.setInt32(0, value, true));
  const u64 = (value: number) => put(8, (view) => view.setBigUint64(0, BigInt(value), true));
  const f64 = (value: number) => put(8, (view) => view.setFloat64(0, value, true));
  const list = <T>(items: Iterable<T>, write: (item: T) => void) => {
    const all = [...items];
    u64(all.length);
    all.forEach(write);
  };
  const string = (text: string) => list(new TextEncoder().encode(text), u8);
  const axis = (nodes: Axis) => {
    if (nodes instanceof Float64Array) return list(nodes, f64);
    [nodes.min, nodes.max].forEach(f64);
    [nodes.nodes, nodes.order].forEach(u64);
    [nodes.reweight ? 0 : 1, nodes.map === 'x' ? 0 : 1, 0].forEach(u32);
  };
  const subgrid = (subgrid: Subgrid | undefined) => {
    if (subgrid === undefined) return u32(1);
    const isImport = subgrid.axes.every((nodes) => nodes instanceof Float64Array);
    u32(isImport ? 2 : 0);
    list(subgrid.entries, f64);
    for (const positions of [subgrid.starts, subgrid.lengths, subgrid.shape]) list(positions, u64);
    list(subgrid.axes, axis);
    if (!isImport) list([1, 0], (tag) => (tag === 1 ? [u8(1), f64(2.5)] : u8(0)));
  };
  const scale = ({ name, scales }: ScaleFunction) => {
    u32(SCALE_TAGS.indexOf(name));
    scales.forEach(u64);
  };

  out.push(...new TextEncoder().encode('PineAPPL'));
  u64(1);
  u8(1);
  [grid.orders.length, grid.bins.length, grid.channels.length].forEach(u64);
  list(grid.subgrids, subgrid);
  list(grid.bins, ({ limits, normalization }) => {
    list(limits, ([left, right]) => [left, right].forEach(f64));
    f64(normalization);
  });
  list([0, 1], f64); // fill limits
  list(grid.orders, (o) => [o.alphas, o.alpha, o.logxir, o.logxif, o.logxia].forEach(u8));
  list(grid.channels, (terms) =>
    list(terms, ({ pids, factor }) => {
      list(pids, i32);
      f64(factor);
    }),
  );
  u32(grid.pidBasis === 'pdg' ? 0 : 1);
  list(grid.convolutions, ({ type, pid }) => {
    u32(TYPES.indexOf(type));
    i32(pid);
  });
  list([{ map: 'x', min: 1, max: 2, nodes: 5, order: 3, reweight: true } as const], axis);
  list(grid.kinematics, ({ quantity, index }) => {
    u32(quantity === 'scale' ? 0 : 1);
    u64(index);
  });
  [grid.scales.renormalization, grid.scales.factorization, grid.scales.fragmentation].forEach(scale);
  list(grid.metadata, (entry) => entry.forEach(string));
  u32(0); // no more members
  list([0, 1, 3], (kind) => {
    // Reference results of three of the four kinds, with uncertainties.
    u32(kind);
    if (kind === 0) f64(1);
    else if (kind === 1) list([1, 2], f64);
    else list([[1], [2, 3]], (row) => list(row, f64));
    u32(kind);
    if (kind === 0) return f64(0.1);
    if (kind === 1) list([0.1, 0.2], f64);
    else list([[0.1]], (row) => list(row, f64));
    u32(1);
  });
  list(['a set'], string);
  out.push(...extra);
  return Uint8Array.from(out);
}
