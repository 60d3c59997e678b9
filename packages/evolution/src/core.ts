/**
 * Everything that needs no file system, for browsers: `@parton/evolution/core`.
 *
 * ```ts
 * const eko = ekoFromBytes(new Uint8Array(await response.arrayBuffer()), 'demo-evolution.npz');
 * const evolved = evolve(eko, initial);
 * ```
 *
 * @module
 */
export { ekoFromBytes } from './eko-from-source.ts';
export { EKO_PIDS } from './eko.ts';
export { initialPdfs } from './initial-pdfs.ts';
export { evolve } from './evolve.ts';
export { pdfInfo, pdfMembers } from './pdf-set.ts';
export { alphaS } from './alpha-s.ts';
export { EvolutionError } from './evolution-error.ts';
export type { Eko, EvolutionPoint } from './eko.ts';
export type { EvolutionTheory } from './theory.ts';
export type { InitialPdfs, ReplicaGrid } from './initial-pdfs.ts';
export type { EvolvedPdfs, EvolvedScale } from './evolve.ts';
