import { join } from 'node:path';
import { brief, type Content, isNumber, isNumberList, isRecord, pick } from './content.ts';
import { readExportGrid } from './export-grid.ts';
import { FitFolderError } from './fit-folder-error.ts';
import type { FitFolder } from './fit-folder.ts';
import { parsePythonJson } from './python-json.ts';
import { readFile } from './read-file.ts';
import type { Exponents, LogEntry, ReplicaResult, ReplicaSummary, Times } from './replica.ts';

/**
 * Reads back what `writeReplica` or n3fit wrote of one replica: its JSON file, its log of losses and its export grid.
 * The pseudo-data are left aside.
 *
 * @throws FitFolderError with the file, and the key if it is one value, of whatever is missing or broken
 */
export function readReplica(folder: FitFolder, id: number): ReplicaResult {
  const file = replicaFile(folder, id, `${folder.name}.exportgrid`);
  const { q2, grid } = readExportGrid(readFile(file), file);
  return { ...readReplicaSummary(folder, id), q2, grid };
}

/** As {@link readReplica}, without the export grid, which takes most of the time. */
export function readReplicaSummary(folder: FitFolder, id: number): ReplicaSummary {
  const content = readJson(replicaFile(folder, id, `${folder.name}.json`));
  const number = (key: string): number => pick(content, key, isNumber, 'a number');
  const five = (key: string): number[] => pick(content, key, isFiveNumbers, '5 numbers');
  return {
    id,
    preprocessing: pick(content, 'preprocessing', isExponents, 'a list of fl, smallx, largex and trainable'),
    stopEpoch: number('stop_epoch'),
    bestEpoch: number('best_epoch'),
    chi2: { training: number('erf_tr'), validation: number('erf_vl'), experimental: number('chi2') },
    positivity: pick(content, 'pos_state', isPositivity, 'POS_PASS or POS_VETO'),
    arcLengths: five('arc_lengths'),
    integrability: five('integrability'),
    timing: pick(content, 'timing', isTiming, 'seconds under walltime and cputime'),
    version: pick(content, 'version', isTexts, 'versions by program'),
    history: readLog(replicaFile(folder, id, 'chi2exps.log')),
  };
}

function replicaFile(folder: FitFolder, id: number, name: string): string {
  return join(folder.path, 'nnfit', `replica_${id}`, name);
}

function readJson(file: string): Content {
  const text = readFile(file);
  const expected = 'an object in JSON';
  let values: unknown;
  try {
    values = parsePythonJson(text);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new FitFolderError(
      { where: { file }, found, expected, cure: 'The file may be incomplete' },
      { cause },
    );
  }
  if (isRecord(values)) return { file, values };
  throw new FitFolderError({ where: { file }, found: brief(values), expected });
}

function readLog(file: string): LogEntry[] {
  const log = readJson(file);
  return Object.keys(log.values).map((step) => {
    const entry = pick(log, step, isLoss, 'training_loss, validation_loss and validation_chi2s');
    return {
      step: Number(step),
      trainingLoss: entry.training_loss,
      validationLoss: entry.validation_loss,
      validationChi2: entry.validation_chi2s,
    };
  });
}

/** One entry of the log, as it stands in the file. */
interface Loss {
  readonly training_loss: number;
  readonly validation_loss: number[];
  readonly validation_chi2s: Record<string, number>;
}

function isLoss(value: unknown): value is Loss {
  return (
    isRecord(value) &&
    isNumber(value['training_loss']) &&
    isNumberList(value['validation_loss']) &&
    isNumbers(value['validation_chi2s'])
  );
}

function isExponents(value: unknown): value is Exponents[] {
  const isOne = (entry: unknown): boolean =>
    isRecord(entry) &&
    typeof entry['fl'] === 'string' &&
    isNumber(entry['smallx']) &&
    isNumber(entry['largex']) &&
    typeof entry['trainable'] === 'boolean';
  return Array.isArray(value) && value.every(isOne);
}

function isPositivity(value: unknown): value is ReplicaSummary['positivity'] {
  return value === 'POS_PASS' || value === 'POS_VETO';
}

function isTiming(value: unknown): value is ReplicaSummary['timing'] {
  return isRecord(value) && isNumbers(value['walltime']) && isNumbers(value['cputime']);
}

function isNumbers(value: unknown): value is Times {
  return isRecord(value) && Object.values(value).every(isNumber);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

function isFiveNumbers(value: unknown): value is number[] {
  return isNumberList(value) && value.length === 5;
}
