/**
 * The output folder of a fit: export grids, one JSON per replica, tables.
 *
 * ```ts
 * const folder = createFitFolder({ path: 'fits/first', runcardText: readFileSync('first.yml', 'utf8') });
 * for (const result of results) writeReplica(folder, result); // fits/first/nnfit/replica_1/first.exportgrid, ...
 * ```
 *
 * @module
 */
export { createFitFolder, writeFkHashes } from './fit-folder.ts';
export { writeReplica } from './replica.ts';
export { writeFittingCovariance } from './tables.ts';
export { readExportGrid } from './export-grid.ts';
export { EXPORT_X_GRID } from './export-x-grid.ts';
export { FLAVOUR_LABELS } from './flavour-labels.ts';
export { FitFolderError } from './fit-folder-error.ts';
export type { FitFolder } from './fit-folder.ts';
export type { Exponents, LogEntry, ReplicaResult, Times } from './replica.ts';
export type { DataPoint, FittingCovariance, Pseudodata } from './tables.ts';
export type { ExportGrid } from './export-grid.ts';
