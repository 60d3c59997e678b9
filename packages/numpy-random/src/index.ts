/**
 * NumPy's random generators, bit by bit: PCG64 with SeedSequence, and the legacy MT19937.
 *
 * @module
 */
export {};
