import { join } from 'node:path';
import type { NdArray } from '@parton/ndarray';
import { EXPORT_X_GRID } from './export-x-grid.ts';
import { formatExportGrid } from './export-grid.ts';
import { FitFolderError } from './fit-folder-error.ts';
import type { FitFolder } from './fit-folder.ts';
import { FLAVOUR_LABELS } from './flavour-labels.ts';
import { pythonJson } from './python-json.ts';
import { type Pseudodata, pseudodataTables } from './tables.ts';
import { writeFile } from './write-file.ts';

/** The exponents of one fitted flavour: its prefactor is `x^(1 - smallx) (1 - x)^largex`. */
export interface Exponents {
  readonly fl: string;
  readonly smallx: number;
  readonly largex: number;
  readonly trainable: boolean;
}

/** Seconds by name, for instance `Total`, `start`, `replica_set`, `replica_fitted`. */
export type Times = Readonly<Record<string, number>>;

/** The losses after one step, of those that are logged. */
export interface LogEntry {
  /** Counts from 1. */
  readonly step: number;
  /** Summed over the replicas of the batch. */
  readonly trainingLoss: number;
  /** One number per replica of the batch. */
  readonly validationLoss: readonly number[];
  /** Of this replica, per point: one number per group of datasets, then `total`. */
  readonly validationChi2: Readonly<Record<string, number>>;
}

/** What the JSON file and the log of one fitted replica hold. */
export interface ReplicaSummary {
  /** Counts from 1. */
  readonly id: number;
  /** In the order of the runcard. */
  readonly preprocessing: readonly Exponents[];
  /** The number of steps that were made, common to the batch. */
  readonly stopEpoch: number;
  /** The step whose parameters were kept, counted from 0. */
  readonly bestEpoch: number;
  /** Each per point, without penalties. `experimental` is that of the central data, all points together. */
  readonly chi2: { readonly training: number; readonly validation: number; readonly experimental: number };
  /** `POS_VETO`: no step was accepted, because of positivity or of the chi2. */
  readonly positivity: 'POS_PASS' | 'POS_VETO';
  /** `[5]`: of Sigma, g, V, V3, V8. */
  readonly arcLengths: readonly number[];
  /** `[5]`: of V, T3, V3, T8, V8. */
  readonly integrability: readonly number[];
  readonly timing: { readonly walltime: Times; readonly cputime: Times };
  /** Versions by program. */
  readonly version: Readonly<Record<string, string>>;
  readonly history?: readonly LogEntry[];
}

/** All that a fit folder keeps of one fitted replica. */
export interface ReplicaResult extends ReplicaSummary {
  /** The fitting scale squared, in GeV^2. */
  readonly q2: number;
  /** `x f(x)` on `EXPORT_X_GRID`, `[196, 14]`; columns as `FLAVOUR_LABELS`. */
  readonly grid: NdArray;
  readonly pseudodata?: Pseudodata;
}

/**
 * Writes `nnfit/replica_<id>/`: the export grid, the log of losses, the pseudo-data if given, and last the JSON file, so
 * that a replica with one is complete.
 *
 * @throws FitFolderError where the grid has another shape, or a file cannot be written
 */
export function writeReplica(folder: FitFolder, result: ReplicaResult): void {
  const shape = [EXPORT_X_GRID.length, FLAVOUR_LABELS.length];
  if (result.grid.shape.join() !== shape.join()) {
    throw new FitFolderError({
      where: { key: 'grid' },
      found: `shape [${result.grid.shape.join(', ')}]`,
      expected: `[${shape.join(', ')}]`,
    });
  }
  const write = (name: string, text: string): void =>
    writeFile(join(folder.path, 'nnfit', `replica_${result.id}`, name), text);
  const { id: replica, q2, grid, pseudodata } = result;
  write(`${folder.name}.exportgrid`, formatExportGrid({ replica, q2, x: EXPORT_X_GRID, grid }));
  write('chi2exps.log', lossLog(result.history ?? []));
  const tables = pseudodata === undefined ? {} : pseudodataTables(pseudodata, replica);
  for (const [name, text] of Object.entries(tables)) write(name, text);
  write(`${folder.name}.json`, `${summary(result)}\n`);
}

function lossLog(history: readonly LogEntry[]): string {
  const entries = history.map((entry) => [
    entry.step,
    {
      training_loss: entry.trainingLoss,
      validation_loss: entry.validationLoss,
      validation_chi2s: entry.validationChi2,
    },
  ]);
  return pythonJson(Object.fromEntries(entries));
}

function summary(result: ReplicaResult): string {
  return pythonJson({
    preprocessing: result.preprocessing.map(({ fl, smallx, largex, trainable }) => ({
      fl,
      smallx,
      largex,
      trainable,
    })),
    stop_epoch: BigInt(result.stopEpoch),
    best_epoch: BigInt(result.bestEpoch),
    erf_tr: result.chi2.training,
    erf_vl: result.chi2.validation,
    chi2: result.chi2.experimental,
    pos_state: result.positivity,
    arc_lengths: result.arcLengths,
    integrability: result.integrability,
    timing: { walltime: result.timing.walltime, cputime: result.timing.cputime },
    hyperparameters: 'from runcard',
    version: result.version,
  });
}
