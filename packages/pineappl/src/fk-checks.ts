import { FK_PIDS } from './fk-basis.ts';
import type { Axis, Grid, Subgrid } from './grid.ts';
import { isSameNode } from './nodes.ts';

/** The two kinds of PDF that an FK table is convolved with. */
export type PdfType = 'UnpolPDF' | 'PolPDF';

/** Throws a PineapplError about a part of the grid. */
export type Refuse = (part: string, found: string, expected: string) => never;

/** A filled subgrid of an FK table. */
export interface FkSubgrid {
  readonly bin: number;
  readonly channel: number;
  /** The same object for subgrids that share their axes. */
  readonly nodes: FkNodes;
  readonly subgrid: Subgrid;
}

/** The x grids of a subgrid, one per hadron, and its squared scale. */
export interface FkNodes {
  readonly x: readonly Float64Array[];
  readonly scale: number;
}

const PROTON = 2212;

/** One or two PDFs; two of protons. With one, nuclei pass too: isospin is then in the table. */
export function fkConvolutions(grid: Grid, refuse: Refuse): PdfType[] {
  const { convolutions } = grid;
  if (convolutions.length !== 1 && convolutions.length !== 2) {
    refuse('convolutions', `${convolutions.length} hadrons`, '1 or 2');
  }
  return convolutions.map(({ type, pid }, k) => {
    if (pid !== PROTON && (convolutions.length === 2 || pid < 0)) {
      refuse(`convolution ${k}`, `hadron ${pid}`, `a proton (${PROTON})`);
    }
    if (type === 'UnpolPDF' || type === 'PolPDF') return type;
    return refuse(`convolution ${k}`, type, 'UnpolPDF or PolPDF');
  });
}

/** The FK-basis index of each channel: i for one hadron, 14 i + j for two. */
export function fkChannels(grid: Grid, refuse: Refuse): number[] {
  if (grid.pidBasis !== 'evol') refuse('pid basis', grid.pidBasis, 'evol');
  const ids = grid.channels.map((terms, c) => {
    const [term] = terms;
    if (term === undefined || terms.length !== 1 || term.factor !== 1) {
      const found = terms
        .slice(0, 3)
        .map(({ pids, factor }) => `${factor} * (${pids.join(', ')})`)
        .join(' + ');
      return refuse(`channel ${c}`, found || 'no term', 'one term with factor 1');
    }
    if (term.pids.length !== grid.convolutions.length) {
      refuse(`channel ${c}`, `${term.pids.length} pids`, `${grid.convolutions.length}, one per hadron`);
    }
    return term.pids.reduce((id, pid) => {
      const flavour = FK_PIDS.indexOf(pid);
      if (flavour < 0) refuse(`channel ${c}`, `pid ${pid}`, `one of ${FK_PIDS.join(', ')}`);
      return FK_PIDS.length * id + flavour;
    }, 0);
  });
  if (new Set(ids).size < ids.length) refuse('channels', 'one pair of flavours twice', 'different channels');
  return ids;
}

/** The filled subgrids; all at one scale and with listed nodes in (0, 1]. */
export function fkSubgrids(grid: Grid, refuse: Refuse): FkSubgrid[] {
  const [order] = grid.orders;
  const isPlain = order !== undefined && Object.values(order).every((power) => power === 0);
  if (grid.orders.length !== 1 || !isPlain) {
    refuse('orders', JSON.stringify(grid.orders.slice(0, 3)), 'one order with all powers zero');
  }
  grid.bins.forEach(({ normalization }, b) => {
    if (!Number.isFinite(normalization) || normalization === 0) {
      refuse(`bin ${b}`, `normalisation ${normalization}`, 'a number other than 0');
    }
  });
  const toNodes = fkNodes(grid, refuse);
  let last: { readonly axes: readonly Axis[]; readonly nodes: FkNodes } | undefined;
  const filled = grid.subgrids.flatMap((subgrid, k): FkSubgrid[] => {
    if (subgrid === undefined) return [];
    const [bin, channel] = [Math.floor(k / grid.channels.length), k % grid.channels.length];
    const { axes } = subgrid;
    if (axes !== last?.axes) last = { axes, nodes: toNodes(axes, `bin ${bin} channel ${channel}`) };
    return [{ bin, channel, nodes: last.nodes, subgrid }];
  });
  const [first] = filled;
  if (first === undefined) refuse('subgrids', 'no values', 'at least one filled subgrid');
  const { scale } = first.nodes;
  filled.forEach(({ bin, nodes }) => {
    if (!isSameNode(nodes.scale, scale))
      refuse(`bin ${bin}`, `scale ${nodes.scale} GeV^2`, `${scale} GeV^2 as elsewhere`);
  });
  return filled;
}

/** Checks the axes of a subgrid, which is the `part` of a message. */
function fkNodes(grid: Grid, refuse: Refuse): (axes: readonly Axis[], part: string) => FkNodes {
  const { scaleAxes, fitScale } = fkAxes(grid, refuse);
  return (axes, part) => {
    const lists = axes.map((axis) => {
      if (axis instanceof Float64Array) return axis;
      return refuse(part, 'an interpolation subgrid', 'an import subgrid');
    });
    const x = lists.slice(scaleAxes);
    for (const axis of lists.slice(0, scaleAxes)) checkScale(axis, part, refuse);
    for (const axis of x) checkX(axis, part, refuse);
    return { x, scale: lists[fitScale]?.[0] ?? 0 };
  };
}

/** Scales come first, then one x per hadron. `fitScale` is the axis of the factorisation scale. */
function fkAxes(grid: Grid, refuse: Refuse): { scaleAxes: number; fitScale: number } {
  const scaleAxes = grid.kinematics.length - grid.convolutions.length;
  const found = grid.kinematics.map(({ quantity, index }) => `${quantity}${index}`).join(', ');
  const expected = grid.convolutions.map((_, k) => `x${k}`).join(', ');
  const isOrdered = grid.kinematics.every(({ quantity, index }, d) =>
    d < scaleAxes ? quantity === 'scale' : quantity === 'x' && index === d - scaleAxes,
  );
  if (scaleAxes < 1 || !isOrdered) refuse('kinematics', found, `scales and then ${expected}`);
  const { name, scales } = grid.scales.factorization;
  const fitScale = grid.kinematics.findIndex(
    ({ quantity, index }) => quantity === 'scale' && index === scales[0],
  );
  if (name !== 'Scale' || fitScale < 0) refuse('factorisation scale', name, 'one of the scales');
  return { scaleAxes, fitScale };
}

function checkScale(axis: Float64Array, part: string, refuse: Refuse): void {
  if (axis.length !== 1) refuse(part, `${axis.length} scales`, 'only the fit scale');
  const scale = axis[0] ?? 0;
  if (!(scale > 0 && scale < Infinity)) refuse(part, `scale ${scale} GeV^2`, 'a positive number');
}

function checkX(axis: Float64Array, part: string, refuse: Refuse): void {
  for (const node of axis) if (!(node > 0 && node <= 1)) refuse(part, `x = ${node}`, '0 < x <= 1');
}
