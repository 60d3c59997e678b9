/**
 * Theory covariances: from scale variations and other variations of the theory, and from tables.
 *
 * ```ts
 * const prescription = pointPrescription('7 point');
 * const theories = variedTheories(prescription, '41000000'); // predict the data with each
 * const covariance = theoryCovariance([theoryColumns(prescription, datasets)]); // [n, n]
 * ```
 *
 * @module
 */
export { independentShifts, POINT_PRESCRIPTIONS, pointPrescription } from './point-prescription.ts';
export { SCALE_VARIATIONS, variedTheories } from './theory-ids.ts';
export { theoryColumns, theoryCovariance } from './theory-columns.ts';
export { covarianceTableLines, parseCovarianceTable } from './covariance-table.ts';
export { restrictCovariance } from './restrict-covariance.ts';
export { TheoryCovarianceError } from './theory-covariance-error.ts';
export type { CovarianceTable, TablePoint } from './covariance-table.ts';
export type { KeptPoints } from './restrict-covariance.ts';
export type { PointPrescription, ShiftGroup } from './point-prescription.ts';
export type { TheoryVariations } from './theory-ids.ts';
export type { VariedDataset } from './theory-columns.ts';
