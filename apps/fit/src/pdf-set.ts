import { isInputError } from '@parton/errors';
import { runPostfit } from '@parton/postfit';
import { readDataRuncard } from '@parton/runcard';
import { evolveFit, isDemoTheory } from './evolve-fit.ts';
import { readRuncardText } from './runcard-file.ts';
import type { FitSummary } from './summary.ts';

/** The LHAPDF set that a fit ended with, or why there is none. */
export type FittedSet =
  | { readonly folder: string; readonly members: readonly number[] }
  | { readonly missing: string };

/**
 * Makes the LHAPDF set of a finished fit from all replicas that pass, where the operators of its theory ship with the
 * demo. A fit is done without it: what stands in the way is said, and the replicas stay as they are.
 *
 * @returns undefined for other theories, which `parton evolve` and `parton postfit` are for
 */
export function fittedSet(runcard: string, { folder, interrupted }: FitSummary): FittedSet | undefined {
  const { theoryId } = readDataRuncard(readRuncardText(runcard), runcard);
  if (interrupted || !isDemoTheory(theoryId)) return undefined;
  try {
    evolveFit(folder);
    const { set, members } = runPostfit(folder, { members: 1, atLeast: true, force: true });
    return { folder: set, members };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { missing: error.message };
  }
}
