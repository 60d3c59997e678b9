import type { Runcard } from '@parton/runcard';
import type { LoadedSet } from './load-set.ts';

/** Sets that share a covariance, a noise seed and a split. */
export interface Group {
  readonly name: string;
  readonly sets: readonly FittedSet[];
}

/** A loaded set with what the runcard says about it. */
export interface FittedSet extends LoadedSet {
  readonly frac: number;
  readonly weight: number;
}

/** One group ALL in the eigenmode basis, else one group per experiment in order of first appearance (n3fit's default). */
export function groupSets(
  { diagonalBasis }: Pick<Runcard, 'diagonalBasis'>,
  sets: readonly FittedSet[],
): Group[] {
  if (diagonalBasis) return [{ name: 'ALL', sets }];
  const experiments = [...new Set(sets.map(({ dataset }) => dataset.experiment))];
  return experiments.map((name) => ({
    name,
    sets: sets.filter(({ dataset }) => dataset.experiment === name),
  }));
}
