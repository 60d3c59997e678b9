import { type NdArray, stack } from '@parton/ndarray';
import { alphaS } from './alpha-s.ts';
import { xfx, xfxGrid } from './interpolate.ts';
import type { PdfInfo } from './pdf-info.ts';
import type { PdfSet } from './pdf-set.ts';

/** A PDF set as a function: all members at once. */
export interface Pdf {
  readonly name: string;
  readonly info: PdfInfo;
  /** M: the central member and the replicas, or as many as were read. */
  readonly members: number;
  /** PDG numbers of the partons that the set has; others are 0. */
  readonly flavours: readonly number[];
  /**
   * x f(x, Q) of one parton in every member, `[M]`; entry 0 is the central member. Q in GeV; 0 and 21 are the gluon.
   * Throws LhapdfError outside of the grids.
   */
  readonly xfx: (flavour: number, x: number, q: number) => Float64Array;
  /** The same for F partons at N values of x: `[M, F, N]`. */
  readonly xfxGrid: (flavours: readonly number[], x: ArrayLike<number>, q: number) => NdArray;
  /** The strong coupling that the set was made with. */
  readonly alphaS: (q: number) => number;
}

/** Turns a set that was read or parsed into functions of flavour, x and Q. */
export function toPdf(set: PdfSet): Pdf {
  const { name, info, members } = set;
  const flavours = members.flatMap(({ subgrids }) => subgrids.flatMap(({ pids }) => pids));
  return {
    name,
    info,
    members: members.length,
    flavours: [...new Set(flavours)],
    xfx: (flavour, x, q) => Float64Array.from(members, (member) => xfx(member, flavour, x, q)),
    xfxGrid: (pids, x, q) => {
      const nodes = Float64Array.from(x);
      return stack(members.map((member) => xfxGrid(member, pids, nodes, q)));
    },
    alphaS: (q) => alphaS(set, q),
  };
}
