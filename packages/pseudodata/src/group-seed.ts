import { nameSalt } from '@parton/seeds';

/**
 * The seed of the noise of one group of data in one replica: its datasets salt the seed of the replica, so that groups
 * fluctuate independently.
 *
 * @param replicaMcSeed `replicaSeeds` of the runcard's `mcseed`
 * @param names one per dataset, in the order of the points: the first legacy name where there is one, else the new one
 */
export function groupSeed(replicaMcSeed: number, names: readonly string[]): number {
  return replicaMcSeed + nameSalt(names.join('-'));
}
