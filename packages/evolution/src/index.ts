/**
 * Evolves fitted PDFs to other scales, all replicas at once, with the operators of an EKO archive.
 *
 * ```ts
 * const eko = openEko('eko_400.tar');
 * const evolved = evolve(eko, initialPdfs(exportGrids));
 * for (const { q, nf, xf } of evolved.scales()) console.log(q, nf, xf.shape); // 1.65, 4, [R, 14, 196]
 * const replicas = pdfMembers(evolved, [1, 2, 3]); // for @parton/lhapdf to write
 * ```
 *
 * Browsers take `@parton/evolution/core`, which has everything but `openEko`.
 *
 * @module
 */
export { openEko } from './open-eko.ts';
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
