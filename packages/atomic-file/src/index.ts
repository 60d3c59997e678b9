/**
 * Writes files that are whole or not there.
 *
 * ```ts
 * writeAtomically('results/fit.json', '{}'); // readers see the old content or the new one
 * ```
 *
 * @module
 */
export { writeAtomically } from './write-atomically.ts';
