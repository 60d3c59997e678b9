/**
 * NumPy's random generators, bit by bit: PCG64 with SeedSequence, and the legacy MT19937.
 *
 * ```ts
 * const rng = pcg64(50540185); // numpy.random.default_rng(50540185)
 * rng.normal(); // -0.08047928068965754
 * ```
 *
 * @module
 */
export { mt19937 } from './mt19937.ts';
export { pcg64 } from './pcg64.ts';
export type { Mt19937 } from './mt19937.ts';
export type { MutableNumbers, Pcg64 } from './pcg64.ts';
