import { FK_PIDS } from './fk-basis.ts';
import type { Grid, Subgrid } from './grid.ts';
import { isSameNode } from './nodes.ts';

/** The two kinds of PDF that an FK table is convolved with. */
export type PdfType = 'UnpolPDF' | 'PolPDF';

/** Throws a PineapplError about a part of the grid. */
export type Refuse = (part: string, found: string, expected: string) => never;

/** A filled subgrid of an FK table: its x grids, one per hadron, and its squared scale. */
export interface FkSubgrid {
  readonly bin: number;
  readonly channel: number;
  /** The same objects as in the subgrid before where they are equal, as they mostly are. */
  readonly x: readonly Float64Array[];
  readonly scale: number;
  readonly subgrid: Subgrid;
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
  const { scaleAxes, fitScale } = fkAxes(grid, refuse);
  const before: Float64Array[] = [];
  const filled = grid.subgrids.flatMap((subgrid, k): FkSubgrid[] => {
    if (subgrid === undefined) return [];
    const [bin, channel] = [Math.floor(k / grid.channels.length), k % grid.channels.length];
    const part = `bin ${bin} channel ${channel}`;
    const axes = subgrid.axes.map((axis, d) => {
      if (!(axis instanceof Float64Array))
        return refuse(part, 'an interpolation subgrid', 'an import subgrid');
      const last = before[d];
      if (last !== undefined && isEqual(last, axis)) return last;
      if (d < scaleAxes) checkScale(axis, part, refuse);
      else checkNodes(axis, part, refuse);
      before[d] = axis;
      return axis;
    });
    return [{ bin, channel, x: axes.slice(scaleAxes), scale: axes[fitScale]?.[0] ?? 0, subgrid }];
  });
  const [first] = filled;
  if (first === undefined) refuse('subgrids', 'no values', 'at least one filled subgrid');
  filled.forEach(({ bin, scale }) => {
    if (!isSameNode(scale, first.scale))
      refuse(`bin ${bin}`, `scale ${scale} GeV^2`, `${first.scale} GeV^2 as elsewhere`);
  });
  return filled;
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

function isEqual(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

function checkScale(axis: Float64Array, part: string, refuse: Refuse): void {
  if (axis.length !== 1) refuse(part, `${axis.length} scales`, 'only the fit scale');
  const scale = axis[0] ?? 0;
  if (!(scale > 0 && scale < Infinity)) refuse(part, `scale ${scale} GeV^2`, 'a positive number');
}

function checkNodes(axis: Float64Array, part: string, refuse: Refuse): void {
  for (const node of axis) if (!(node > 0 && node <= 1)) refuse(part, `x = ${node}`, '0 < x <= 1');
}
