/**
 * Training and validation masks per replica, in the data basis and in the eigenmode basis.
 *
 * ```ts
 * const seeds = replicaSeeds(1, [1, 2, 3]); // of @parton/seeds
 * const masks = seeds.map((seed) => eigenmodeMask({ modes: 155, fraction: 0.75, seed, group: 'ALL' }));
 * const { training, validation } = stackMasks(masks); // [3, 155] each
 * ```
 *
 * @module
 */
export { modesAbove, stackMasks } from './replica-masks.ts';
export { dataMask, eigenmodeMask } from './training-mask.ts';
export type { ReplicaMasks } from './replica-masks.ts';
export type { DatasetSplit, Split } from './training-mask.ts';
