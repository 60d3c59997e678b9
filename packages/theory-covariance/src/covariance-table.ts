import type { Place } from '@parton/errors';
import type { NdArray } from '@parton/ndarray';
import { TheoryCovarianceError } from './theory-covariance-error.ts';

/** A point of a {@link CovarianceTable}. */
export interface TablePoint {
  readonly process: string;
  readonly dataset: string;
  /** Number of the point in its data set before cuts, from 0. */
  readonly id: number;
}

/** A covariance whose rows and columns say which points they are. */
export interface CovarianceTable {
  readonly points: readonly TablePoint[];
  /** `[n, n]`, symmetric. */
  readonly matrix: NdArray;
}

/** Names of the index, and the number of lines and columns that it takes. */
const LEVELS = ['process', 'dataset', 'id'] as const;
/** Largest difference of two elements that should be equal, in units of the two uncertainties: tables have few digits. */
const ASYMMETRY = 1e-5;

/**
 * Reads a covariance as validphys writes and n3fit reads it: separated by tabs or commas, three lines of column names
 * (process, dataset, id), a line with the names of the index, and per point its three names and its row.
 *
 * @param file its path, for messages
 * @throws TheoryCovarianceError for anything else, for numbers that are not finite, a point that comes twice, and a matrix
 *   that is not symmetric or has a negative diagonal
 */
export function parseCovarianceTable(text: string, file = 'covariance table'): CovarianceTable {
  const lines = text
    .split(/\r?\n/)
    .map((line, i): Line => ({ cells: line.split(/[\t,]/), number: i + 1 }))
    .filter(({ cells }) => cells.length > 1);
  const header = lines.slice(0, LEVELS.length);
  const rows = lines.slice(LEVELS.length).filter(({ cells }) => numbersOf(cells).some((cell) => cell !== ''));
  if (rows.length === 0) {
    const expected = 'three lines of column names and a row per point';
    throw new TheoryCovarianceError({ where: { file }, found: 'no rows', expected });
  }
  const points = readPoints(header, rows, file);
  const n = points.length;
  const data = new Float64Array(n * n);
  rows.forEach(({ cells, number }, i) => {
    numbersOf(cells).forEach((cell, j) => {
      const value = cell.trim() === '' ? Number.NaN : Number(cell);
      if (!Number.isFinite(value)) fail({ file, line: number }, `"${cell}"`, 'a finite number');
      data[i * n + j] = value;
    });
  });
  checkSymmetric({ points, matrix: { shape: [n, n], data } }, file);
  return { points, matrix: { shape: [n, n], data } };
}

interface Line {
  readonly cells: readonly string[];
  /** From 1. */
  readonly number: number;
}

function numbersOf(cells: readonly string[]): readonly string[] {
  return cells.slice(LEVELS.length);
}

/** What the rows belong to. The names of the columns must be the same. */
function readPoints(header: readonly Line[], rows: readonly Line[], file: string): TablePoint[] {
  const [, datasets = [], ids = []] = header.map(({ cells }) => numbersOf(cells));
  const seen = new Set<string>();
  return rows.map(({ cells, number: line }, i) => {
    const [process = '', dataset = '', written = ''] = cells;
    const id = Number(written);
    const point = `${dataset} ${id}`;
    const width = numbersOf(cells).length;
    if (width !== rows.length) fail({ file, line }, `${width} numbers`, `${rows.length}, one per row`);
    if (written === '' || !Number.isInteger(id) || id < 0)
      fail({ file, line }, `id ${written}`, 'the number of a point');
    if (seen.has(point)) fail({ file, line }, `${point} a second time`, 'each point once');
    const column = `${datasets[i]} ${Number(ids[i])}`;
    if (column !== point) fail({ file, line }, point, `${column} as in column ${i + 1}`);
    seen.add(point);
    return { process, dataset, id };
  });
}

/** The lines of a table as {@link parseCovarianceTable} reads it, with nine digits. A generator: tables can be large. */
export function* covarianceTableLines({ points, matrix }: CovarianceTable): Generator<string> {
  const n = points.length;
  for (const level of LEVELS) yield [level, '', '', ...points.map((point) => point[level])].join('\t');
  yield [...LEVELS, ...Array<string>(n).fill('')].join('\t');
  for (const [i, point] of points.entries()) {
    const row = Array.from(matrix.data.subarray(i * n, (i + 1) * n), (value) => Number(value.toPrecision(9)));
    yield [...LEVELS.map((level) => point[level]), ...row].join('\t');
  }
}

function checkSymmetric({ points, matrix: { data } }: CovarianceTable, file: string): void {
  const n = points.length;
  const name = (i: number): string => `${points[i]?.dataset} ${points[i]?.id}`;
  const sigma = points.map((_, i) => {
    const variance = data[i * (n + 1)] ?? 0;
    if (variance < 0) fail({ file, key: name(i) }, `a variance of ${variance}`, 'a variance >= 0');
    return Math.sqrt(variance);
  });
  data.forEach((value, k) => {
    const i = Math.floor(k / n);
    const j = k % n;
    const other = data[j * n + i] ?? 0;
    if (Math.abs(value - other) <= ASYMMETRY * (sigma[i] ?? 0) * (sigma[j] ?? 0)) return;
    fail({ file, key: `${name(i)}, ${name(j)}` }, `${value} and ${other}`, 'a symmetric matrix');
  });
}

function fail(where: Place, found: string, expected: string): never {
  throw new TheoryCovarianceError({ where, found, expected });
}
