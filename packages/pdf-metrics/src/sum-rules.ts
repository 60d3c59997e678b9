import type { PdfFunction } from './arc-lengths.ts';

/** Nodes and weights such that `sum_i weights[i] g(x[i])` approximates the integral of g, such as `gaussGrid()`. */
export interface Quadrature {
  /** `[N]` */
  readonly x: Float64Array;
  /** `[N]` */
  readonly weights: Float64Array;
}

/** The integrals that the sum rules fix; in brackets their values in the proton. */
export interface SumRules {
  /** Of `x (Sigma + g + photon)` (1). */
  readonly momentum: number;
  /** Of `u - ubar` (2). */
  readonly uValence: number;
  /** Of `d - dbar` (1). */
  readonly dValence: number;
  /** Of `s - sbar` (0). */
  readonly sValence: number;
}

const PHOTON = 0;
const SIGMA = 1;
const GLUON = 2;
/** V, V3, V8, V15, V24, V35 by their FK indices. */
const VALENCE = [3, 4, 5, 6, 7, 8];
/** 60 times each `q - qbar` in terms of them. */
const U_VALENCE = [10, 30, 10, 5, 3, 2];
const D_VALENCE = [10, -30, 10, 5, 3, 2];
const S_VALENCE = [10, 0, -20, 5, 3, 2];

/** The momentum and valence integrals of one replica over the range of `quadrature`. */
export function sumRules(xf: PdfFunction, quadrature: Quadrature): SumRules {
  const { x, weights } = quadrature;
  const { data } = xf(x);
  const integral = (flavour: number, power: number): number =>
    x.reduce((sum, at, i) => sum + (weights[i] ?? 0) * at ** power * (data[flavour * x.length + i] ?? 0), 0);
  const numbers = VALENCE.map((flavour) => integral(flavour, -1));
  const valence = (sixtieths: readonly number[]): number =>
    numbers.reduce((sum, number, i) => sum + ((sixtieths[i] ?? 0) * number) / 60, 0);
  return {
    momentum: integral(PHOTON, 0) + integral(SIGMA, 0) + integral(GLUON, 0),
    uValence: valence(U_VALENCE),
    dValence: valence(D_VALENCE),
    sValence: valence(S_VALENCE),
  };
}
