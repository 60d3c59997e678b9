import { join } from 'node:path';
import { type NdArray, row } from '@parton/ndarray';
import type { FitFolder } from './fit-folder.ts';
import { pythonFloat } from './python-float.ts';
import { writeFile } from './write-file.ts';

/** Which measurement a row of a table belongs to. */
export interface DataPoint {
  /** The group of datasets with one covariance matrix, `ALL` if there is only one. */
  readonly group: string;
  readonly dataset: string;
  /** Counts from 0 within the dataset, before cuts. */
  readonly id: number;
}

/** The fluctuated data that one replica was fitted to. */
export interface Pseudodata {
  /** `[N]`, in the basis of the fit. */
  readonly values: Float64Array;
  /** `[N]`; absent in the eigenmode basis, whose rows are numbered. */
  readonly points?: readonly DataPoint[];
  /** `[N]`, not 0 where a value trains. */
  readonly training: ArrayLike<number>;
  /** `[N]`, not 0 where a value validates. */
  readonly validation: ArrayLike<number>;
}

/** The covariance of a fit: its eigenmodes, or the matrix itself. */
export type FittingCovariance =
  | {
      /** `[N]`, of the correlation matrix. */
      readonly eigenvalues: Float64Array;
      /** `[N, N]`; row k times the data is eigenmode k. */
      readonly rotation: NdArray;
    }
  | {
      /** `[N, N]` */
      readonly covariance: NdArray;
      /** `[N]` */
      readonly points: readonly DataPoint[];
    };

/** Writes `tables/datacuts_theory_fitting_covmat_table.csv`, tab separated as pandas does. */
export function writeFittingCovariance(folder: FitFolder, table: FittingCovariance): void {
  const path = join(folder.path, 'tables', 'datacuts_theory_fitting_covmat_table.csv');
  writeFile(path, 'eigenvalues' in table ? eigenmodeTable(table) : covarianceTable(table));
}

/** The three tables of pseudo-data of one replica, by file name. The last two are rows of the first. */
export function pseudodataTables(pseudodata: Pseudodata, replica: number): Record<string, string> {
  const { values, points, training, validation } = pseudodata;
  const labels = Array.from(values, (_, i) => pointLabels(points?.[i], i));
  const header = [...(points === undefined ? [''] : POINT_HEADER), `replica ${replica}`];
  const table = (keep: (i: number) => boolean): string => {
    const rows = labels.map((label, i) => [...label, cell(values[i] ?? 0)]);
    return tabSeparated([header, ...rows.filter((_, i) => keep(i))]);
  };
  return {
    'datacuts_theory_fitting_pseudodata_table.csv': table(() => true),
    'datacuts_theory_fitting_training_pseudodata.csv': table((i) => training[i] !== 0),
    'datacuts_theory_fitting_validation_pseudodata.csv': table((i) => validation[i] !== 0),
  };
}

const POINT_HEADER = ['group', 'dataset', 'id'];

function pointLabels(point: DataPoint | undefined, i: number): string[] {
  return point === undefined ? [`eigenmode ${i}`] : [point.group, point.dataset, String(point.id)];
}

function eigenmodeTable({ eigenvalues, rotation }: { eigenvalues: Float64Array; rotation: NdArray }): string {
  const header = ['', 'eig_val', ...Array.from(eigenvalues, (_, i) => String(i))];
  const rows = Array.from(eigenvalues, (eigenvalue, i) => [
    ...pointLabels(undefined, i),
    cell(eigenvalue),
    ...Array.from(row(rotation, i).data, cell),
  ]);
  return tabSeparated([header, ...rows]);
}

/** A header row for each part of the labels of the columns, then one that names those of the rows. */
function covarianceTable({
  covariance,
  points,
}: {
  covariance: NdArray;
  points: readonly DataPoint[];
}): string {
  const labels = points.map(pointLabels);
  const columns = POINT_HEADER.map((name, part) => [
    name,
    '',
    '',
    ...labels.map((label) => label[part] ?? ''),
  ]);
  const header = [...POINT_HEADER, ...labels.map(() => '')];
  const rows = labels.map((label, i) => [...label, ...Array.from(row(covariance, i).data, cell)]);
  return tabSeparated([...columns, header, ...rows]);
}

/** pandas leaves the cell of a missing number empty. */
function cell(value: number): string {
  return Number.isNaN(value) ? '' : pythonFloat(value);
}

function tabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join('\t')}\n`).join('');
}
