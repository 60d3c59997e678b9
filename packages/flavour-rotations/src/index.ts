/**
 * Rotations between flavour bases: fit basis, evolution basis, FK basis, LHAPDF flavours.
 *
 * ```ts
 * const toFk = fitToFk('EVOL', ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15']); // [14, 8]
 * const fk = rotate(toTensor(toFk), fitted); // fitted [R, 8, N] -> [R, 14, N]
 * ```
 *
 * @module
 */
export { EVOLUTION_BASIS, FK_BASIS, LHAPDF_FLAVOURS } from './bases.ts';
export { FIT_BASES, fitFlavours } from './fit-bases.ts';
export { evolutionToFk, fitToEvolution, fitToFk } from './fit-to-fk.ts';
export { fkToLhapdf } from './fk-to-lhapdf.ts';
export { reduceBasis } from './reduce-basis.ts';
export { rotate } from './rotate.ts';
export { RotationError } from './rotation-error.ts';
export type { EvolutionFlavour, FkFlavour, LhapdfFlavour } from './bases.ts';
export type { FitBasis } from './fit-bases.ts';
export type { ReducedBasis } from './reduce-basis.ts';
