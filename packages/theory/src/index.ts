/**
 * The FK tables of a data set: found, corrected, joined and cut, ready to predict.
 *
 * ```ts
 * const { theory } = readDataset({ folders: ['commondata'], name: 'DYE866_Z0_800GEV_RATIO' });
 * const operands = loadOperands({ folders: ['theories/theory_400'], theory, kept: [0, 1, 2], cfac: [] });
 * console.log(operands[0].values.shape); // [3, C, X, X]
 * ```
 *
 * @module
 */
export { loadOperands } from './load-operands.ts';
export { activeFlavours, readTheoryCard } from './theory-card.ts';
export { readCfactor } from './cfactor.ts';
export { TheoryError } from './theory-error.ts';
export type { OperandRequest } from './load-operands.ts';
export type { Operand } from './operand.ts';
export type { TheoryCard } from './theory-card.ts';
