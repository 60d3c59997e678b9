import type { NdArray } from '@parton/ndarray';
import type { EvolutionTheory } from './theory.ts';

/** The partons of an EKO by their PDG numbers, in the order of both flavour axes of its operators. */
export const EKO_PIDS: readonly number[] = [22, -6, -5, -4, -3, -2, -1, 21, 1, 2, 3, 4, 5, 6];

/** A scale and the number of active flavours there: a threshold is there with either number. */
export interface EvolutionPoint {
  /** GeV. */
  readonly q: number;
  readonly nf: number;
}

/** Evolution operators from one fitting scale to several others (EKO, arXiv:2202.02338). */
export interface Eko {
  /** For messages. */
  readonly file: string;
  /** Where evolution starts, in GeV^2. */
  readonly q2: number;
  /** By flavour number, then by scale. */
  readonly points: readonly EvolutionPoint[];
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** Degree of the polynomials in ln x that interpolate between nodes. */
  readonly degree: number;
  readonly theory: EvolutionTheory;
  /**
   * The operator to `points[i]`, `[14, X, 14, X]`: `f_a(x_j, Q) = sum_bk O[a, j, b, k] f_b(x_k, Q0)` for f, not x f,
   * with flavours as {@link EKO_PIDS}. Read anew at every call: only what the caller keeps stays in memory.
   *
   * Throws EvolutionError where the operator is damaged.
   */
  readonly operator: (i: number) => NdArray;
}

const MAX_NODES = 1000;

/** Whether these can be the nodes of operators: 2 to 1000, ascending, in (0, 1]. */
export function areNodes(x: ArrayLike<number>): boolean {
  const ascending = Array.from(x).every((node, k) => node > (x[k - 1] ?? 0) && node <= 1);
  return ascending && x.length >= 2 && x.length <= MAX_NODES;
}

/** Whether a scale is positive and finite, and the number of active flavours one of 3 to 6. */
export function isPoint({ q, nf }: EvolutionPoint): boolean {
  return q > 0 && q < Infinity && [3, 4, 5, 6].includes(nf);
}
