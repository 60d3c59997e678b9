import { type NdArray, zeros } from '@parton/ndarray';
import { LhapdfError } from './lhapdf-error.ts';
import { logCubicStencil } from './log-cubic-stencil.ts';
import type { PdfMember, Subgrid } from './pdf-member.ts';

const GLUON = 21;

/**
 * x f(x, Q) of one parton, interpolated as LHAPDF does: bicubic in ln x and ln Q.
 *
 * @param pid PDG number; 0 and 21 are the gluon. A parton that the set does not have is 0.
 * @param q GeV
 *
 * Throws {@link LhapdfError} outside the grid: nothing is extrapolated.
 */
export function xfx(member: PdfMember, pid: number, x: number, q: number): number {
  return xfxGrid(member, [pid], Float64Array.of(x), q).data[0] ?? 0;
}

/** {@link xfx} of several partons at several points and one scale: `[F, N]` for F PDG numbers and N values of x. */
export function xfxGrid(member: PdfMember, pids: readonly number[], x: Float64Array, q: number): NdArray {
  const grid = subgridAt(member, q);
  const [, width = 0, flavours = 0] = grid.values.shape;
  const places = pids.map((pid) => grid.pids.indexOf(pid === 0 ? GLUON : pid));
  const out = zeros([pids.length, x.length]);
  const alongQ = logCubicStencil(grid.q, q);
  x.forEach((value, n) => {
    const alongX = logCubicStencil(grid.x, value);
    if (alongX === undefined || alongQ === undefined) throw outside(member, grid, { x: value, q });
    alongX.weights.forEach((weightX, a) =>
      alongQ.weights.forEach((weightQ, b) => {
        const start = ((alongX.first + a) * width + alongQ.first + b) * flavours;
        places.forEach((place, f) => {
          const parton = place < 0 ? 0 : (grid.values.data[start + place] ?? 0);
          out.data[f * x.length + n] = (out.data[f * x.length + n] ?? 0) + weightX * weightQ * parton;
        });
      }),
    );
  });
  return out;
}

/** The grid of a scale. A threshold belongs to the grid above it. */
function subgridAt({ file, subgrids }: PdfMember, q: number): Subgrid {
  const grid = subgrids.findLast((candidate) => q >= (candidate.q[0] ?? 0)) ?? subgrids[0];
  if (grid === undefined)
    throw new LhapdfError({ where: { file }, found: 'no grids', expected: 'at least one' });
  return grid;
}

function outside(
  { file, subgrids }: PdfMember,
  grid: Subgrid,
  { x, q }: { x: number; q: number },
): LhapdfError {
  return new LhapdfError({
    where: { file },
    found: `x = ${x}, Q = ${q} GeV`,
    expected: `x in [${grid.x[0]}, ${grid.x.at(-1)}], Q in [${subgrids[0]?.q[0]}, ${subgrids.at(-1)?.q.at(-1)}] GeV`,
    cure: 'Choose a set that covers the point: nothing is extrapolated',
  });
}
