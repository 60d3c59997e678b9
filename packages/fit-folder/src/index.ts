/**
 * The output folder of a fit: export grids, one JSON per replica, tables.
 *
 * ```ts
 * const folder = createFitFolder({ path: 'fits/first', runcardText: readFileSync('first.yml', 'utf8') });
 * for (const result of results) writeReplica(folder, result); // fits/first/nnfit/replica_1/first.exportgrid, ...
 * const { replicas, unreadable } = readFit('fits/first');
 * ```
 *
 * @module
 */
export { createFitFolder, openFitFolder, writeFkHashes } from './fit-folder.ts';
export { writeReplica } from './replica.ts';
export { readReplica, readReplicaSummary } from './read-replica.ts';
export { listReplicas, readEach, readFit } from './read-fit.ts';
export { writeFittingCovariance } from './tables.ts';
export { readExportGrid } from './export-grid.ts';
export { EXPORT_X_GRID } from './export-x-grid.ts';
export { FLAVOUR_LABELS } from './flavour-labels.ts';
export { FitFolderError } from './fit-folder-error.ts';
export { pythonFloat } from './python-float.ts';
export { readFile } from './read-file.ts';
export { writeFile } from './write-file.ts';
export type { FitFolder } from './fit-folder.ts';
export type { Exponents, LogEntry, ReplicaResult, ReplicaSummary, Times } from './replica.ts';
export type { Fit, UnreadableReplica } from './read-fit.ts';
export type { DataPoint, FittingCovariance, Pseudodata } from './tables.ts';
export type { ExportGrid } from './export-grid.ts';
