/**
 * Seeds per replica and salts per name, as NNPDF fits define them.
 *
 * ```ts
 * replicaSeeds(4, [1, 4]); // [2005877882, 741720773]
 * nameSalt('ALL'); // 47684567
 * ```
 *
 * @module
 */
export { nameSalt } from './name-salt.ts';
export { replicaSeed, replicaSeeds } from './replica-seeds.ts';
