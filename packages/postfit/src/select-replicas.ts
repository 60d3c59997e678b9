import { PostfitError } from './postfit-error.ts';
import {
  type Candidate,
  isRelative,
  isWithin,
  type Limit,
  limitsFrom,
  type NumberVeto,
  type Thresholds,
  type Veto,
} from './vetoes.ts';

/** Those of n3fit. */
export const DEFAULT_THRESHOLDS: Thresholds = { chi2: 4, arcLength: 4, integrability: 0.5 };

/** Which replicas are kept, and why the others are not. */
export interface Selection {
  /** Ids, in the order of their folder names: 1, 10, 2. */
  readonly survivors: readonly number[];
  /** In the same order. */
  readonly rejected: readonly RejectedReplica[];
  readonly vetoCount: VetoCount;
}

export interface RejectedReplica {
  readonly id: number;
  /** At least one. */
  readonly reasons: readonly Reason[];
}

/** One veto that a replica does not pass. The limit is the largest number that would have passed. */
export type Reason =
  | { readonly veto: 'Convergence check'; readonly value: 'POS_VETO'; readonly limit: 'POS_PASS' }
  | { readonly veto: NumberVeto; readonly value: number; readonly limit: number };

/** The content of `veto_count.json`: `[R]` each, true where a replica passes, in the order of the folder names. */
export type VetoCount = Readonly<
  Record<'chi2_threshold' | 'arclength_threshold' | 'integrability_threshold', number> &
    Record<Veto | 'Total', readonly boolean[]>
>;

/**
 * Selects replicas as the postfit of NNPDF does. A replica passes if it has converged with positivity, if each
 * integrability number is at most its threshold, and if chi2 and each arc length are at most so many standard deviations
 * (of the population) above the mean. Mean and deviation are those of the replicas that pass. So the limits are found by
 * iteration, from all converged replicas on, until the number of those that pass stays the same.
 *
 * A replica whose chi2 or arc lengths are not finite never passes and counts in no mean; the reference program rejects
 * all others with it.
 *
 * @param candidates in any order
 * @param options `thresholds` where they differ from {@link DEFAULT_THRESHOLDS}
 * @throws PostfitError where a threshold is negative or not finite
 */
export function selectReplicas(
  candidates: readonly Candidate[],
  options: { readonly thresholds?: Partial<Thresholds> } = {},
): Selection {
  const thresholds = checkThresholds({ ...DEFAULT_THRESHOLDS, ...options.thresholds });
  const replicas = candidates.toSorted(byFolderName);
  const { passing, masks, limits } = iterate(replicas, thresholds);
  return {
    survivors: replicas.filter((_, r) => passing[r]).map(({ id }) => id),
    rejected: replicas
      .filter((_, r) => !passing[r])
      .map((replica) => ({ id: replica.id, reasons: reasonsFor(replica, limits) })),
    vetoCount: {
      chi2_threshold: thresholds.chi2,
      arclength_threshold: thresholds.arcLength,
      integrability_threshold: thresholds.integrability,
      'Convergence check': replicas.map(hasConverged),
      // fromEntries widens the keys to string
      ...(Object.fromEntries(masks) as Record<NumberVeto, Mask>),
      Total: passing,
    },
  };
}

/** The order of postfit, in which replicas become members of the set. */
function byFolderName(a: { readonly id: number }, b: { readonly id: number }): number {
  return String(a.id) < String(b.id) ? -1 : 1;
}

/** `[R]`, true where a replica passes. */
type Mask = readonly boolean[];

/** The limits are those of every round that had replicas to take them from, the open ones first. */
interface Iteration {
  readonly passing: Mask;
  readonly masks: readonly (readonly [NumberVeto, Mask])[];
  readonly limits: readonly (readonly Limit[])[];
}

function iterate(replicas: readonly Candidate[], thresholds: Thresholds): Iteration {
  const limits = [limitsFrom([], thresholds)];
  const seen = new Set<string>();
  let passing: Mask = replicas.map((replica) => hasConverged(replica) && hasFiniteNumbers(replica));
  for (;;) {
    // nothing proves that the rounds end: so a cycle does
    seen.add(passing.join());
    const sample = replicas.filter((_, r) => passing[r]);
    const current = limitsFrom(sample, thresholds);
    if (sample.length > 1) limits.push(current);
    const masks = current.map((limit): [NumberVeto, Mask] => {
      // one replica has no deviation, so nothing more is rejected
      const settled = isRelative(limit) && sample.length < 2;
      return [limit.veto, settled ? passing : replicas.map((replica) => isWithin(replica, limit))];
    });
    const next = replicas.map((replica, r) => hasConverged(replica) && masks.every(([, mask]) => mask[r]));
    if (count(next) === count(passing) || seen.has(next.join())) return { passing, masks, limits };
    passing = next;
  }
}

function hasConverged({ positivity }: Candidate): boolean {
  return positivity === 'POS_PASS';
}

/** Of the numbers that enter means. */
function hasFiniteNumbers({ chi2, arcLengths }: Candidate): boolean {
  return [chi2.experimental, ...arcLengths].every(Number.isFinite);
}

/** By the limits of the last round that rejects the replica. */
function reasonsFor(replica: Candidate, limits: readonly (readonly Limit[])[]): Reason[] {
  const failing = limits
    .map((round) => round.filter((limit) => !isWithin(replica, limit)))
    .findLast(({ length }) => length > 0);
  const reasons = (failing ?? []).map((limit): Reason => ({
    veto: limit.veto,
    value: limit.of(replica),
    limit: limit.centre + limit.width,
  }));
  if (hasConverged(replica)) return reasons;
  return [{ veto: 'Convergence check', value: 'POS_VETO', limit: 'POS_PASS' }, ...reasons];
}

function count(mask: Mask): number {
  return mask.filter(Boolean).length;
}

function checkThresholds(thresholds: Thresholds): Thresholds {
  for (const [key, value] of Object.entries(thresholds)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new PostfitError({
      where: { key: `thresholds.${key}` },
      found: String(value),
      expected: 'a number >= 0',
    });
  }
  return thresholds;
}
