/**
 * Reads measured data in the commondata format of NNPDF: central values, kinematics, uncertainties, and which theory
 * predicts them.
 *
 * ```ts
 * const data = readDataset({ folders: ['commondata'], name: 'HERA_CC_318GEV_EP-SIGMARED', variant: 'legacy' });
 * data.kinematics.Q2; // Float64Array, GeV^2
 * ```
 *
 * @module
 */
export { CommondataError } from './commondata-error.ts';
export { readDataset } from './read-dataset.ts';
export { selectPoints } from './select-points.ts';
export type { Dataset, Systematic, TheorySpec } from './dataset.ts';
export type { DatasetRequest } from './read-dataset.ts';
