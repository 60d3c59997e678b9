import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TheorySpec } from '@parton/commondata';
import type { FkTable } from '@parton/pineappl';
import { readCfactor } from './cfactor.ts';
import { findFile } from './find-file.ts';
import { type LoadedTable, loadTable } from './load-table.ts';
import { TheoryError } from './theory-error.ts';

/** Where to look, and which corrections to apply. */
export interface Sources {
  /** Folders of theories, such as `theories/theory_400`: the first that has a file wins. */
  readonly folders: readonly string[];
  /** Folders with C-factors that serve any theory, looked in after those of the theory. */
  readonly cfactorFolders?: readonly string[];
  /** Types of C-factors, such as `QCD`. */
  readonly cfac: readonly string[];
}

/** One FK table of an operand, and what its values are to be multiplied by. */
export interface Member {
  readonly file: string;
  readonly table: FkTable;
  /** `[bins]`: C-factors, normalisation of the table, and conversion factor of the data set. */
  readonly factors: Float64Array;
  /** How many data points are passed over before its first bin. */
  readonly shift: number;
}

/** Reads one FK table and its C-factors. */
export function loadMember(name: string, theory: TheorySpec, sources: Sources): Member {
  const loaded = loadTable(name, sources.folders);
  const { file, table } = loaded;
  const [bins = 0] = table.values.shape;
  const factor = theory.conversionFactor * (theory.normalization[name] ?? 1);
  const factors = new Float64Array(bins).fill(factor);
  for (const type of sources.cfac) {
    const cfactor = loadCfactor(`CF_${type}_${name}.dat`, loaded, sources);
    cfactor.forEach((value, bin) => {
      factors[bin] = (factors[bin] ?? 0) * value;
    });
  }
  return { file, table, factors, shift: theory.shifts[name] ?? 0 };
}

/** `[bins]`, or only ones of any number for a table in text: validphys lets these pass. */
function loadCfactor(name: string, { table, isText }: LoadedTable, sources: Sources): Float64Array {
  const { folders, cfactorFolders = [] } = sources;
  const places = [...folders.map((folder) => join(folder, 'cfactor')), ...cfactorFolders];
  const file = findFile([name], places, 'Remove its type from cfac, or add the file');
  const cfactor = readCfactor(readFileSync(file, 'utf8'), file);
  const [bins = 0] = table.values.shape;
  if (cfactor.length === bins) return cfactor;
  if (isText && cfactor.every((value) => value === 1)) return new Float64Array(bins).fill(1);
  throw new TheoryError({
    where: { file },
    found: `${cfactor.length} factors`,
    expected: `${bins} as the FK table has bins`,
  });
}
