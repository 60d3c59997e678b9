/**
 * Reads FK tables, and any other grid, from PineAPPL files, and writes them.
 *
 * ```ts
 * const table = readFkTable(readFileSync('NAME.pineappl.lz4'), 'NAME.pineappl.lz4');
 * console.log(table.q0, table.channels, table.values.shape); // 1.65, [1, 2, ..], [bins, channels, x]
 * ```
 *
 * @module
 */
export { fkTable, readFkTable } from './fk-table.ts';
export { readPineappl } from './read-pineappl.ts';
export { readLegacyFkTable } from './legacy-fk-table.ts';
export { writePineappl } from './write-pineappl.ts';
export { writeFkTable } from './write-fk-table.ts';
export { FK_PIDS } from './fk-basis.ts';
export { isSameNode, locateNodes, uniteNodes } from './nodes.ts';
export { PineapplError } from './pineappl-error.ts';
export type { FkTable } from './fk-table.ts';
export type { PdfType } from './fk-checks.ts';
export type {
  Axis,
  Bin,
  ChannelTerm,
  Convolution,
  ConvolutionType,
  Grid,
  Interpolation,
  Kinematics,
  Order,
  ScaleFunction,
  Subgrid,
} from './grid.ts';
export type { PineapplProblem } from './pineappl-error.ts';
export type { WriteOptions } from './write-pineappl.ts';
