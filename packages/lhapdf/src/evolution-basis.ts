import { fromNested, matmul, type NdArray } from '@parton/ndarray';
import { xfxGrid } from './interpolate.ts';
import type { PdfMember } from './pdf-member.ts';

/** Photon, gluon, then u, d, s, c, b, t, each quark before its antiquark. */
const PARTONS = [22, 21, 2, -2, 1, -1, 3, -3, 4, -4, 5, -5, 6, -6];

/**
 * x f(x, Q) in the basis of the FK tables: photon, Sigma, g, V, V3, V8, V15, V24, V35, T3, T8, T15, T24, T35. Partons that
 * the set does not have count as 0.
 *
 * @param x `[N]`
 * @param q GeV
 * @returns `[14, N]`
 *
 * Throws {@link LhapdfError} outside the grid.
 */
export function evolutionBasis(member: PdfMember, x: Float64Array, q: number): NdArray {
  return matmul(evolutionFromPartons(), xfxGrid(member, PARTONS, x, q));
}

/** `[14, 14]`: rows as in the FK basis, columns as {@link PARTONS}. */
function evolutionFromPartons(): NdArray {
  const photon = PARTONS.map((pid) => (pid === 22 ? 1 : 0));
  const gluon = PARTONS.map((pid) => (pid === 21 ? 1 : 0));
  const v = [1, 2, 3, 4, 5].map((n) => combination(n, -1));
  const t = [1, 2, 3, 4, 5].map((n) => combination(n, 1));
  return fromNested([photon, combination(6, 1), gluon, combination(6, -1), ...v, ...t]);
}

/** The sum of the first n of `q + sign qbar` minus n times the next: V3 to V35 and T3 to T35; V and Sigma for n = 6. */
function combination(n: number, sign: 1 | -1): number[] {
  return PARTONS.map((_, column) => {
    const quark = Math.floor(column / 2) - 1;
    const coefficient = quark < 0 || quark > n ? 0 : quark < n ? 1 : -n;
    return column % 2 === 0 ? coefficient : sign * coefficient;
  });
}
