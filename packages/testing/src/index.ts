/**
 * Matchers and helpers that the tests of all packages share. Never published.
 *
 * @module
 */
export { allclose } from './allclose.ts';
export { fuzz } from './fuzz.ts';
export { fuzzRuns, mutations } from './mutations.ts';
export { numericalGradient } from './numerical-gradient.ts';
export { readShared, sharedPath, sharedSuite } from './shared.ts';
export type { Tolerance } from './allclose.ts';
export type { FuzzResult } from './fuzz.ts';
