import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FkTable, readFkTable, readLegacyFkTable } from '@parton/pineappl';
import { findFile } from './find-file.ts';
import { TheoryError } from './theory-error.ts';

/** The largest text, as long as the largest table that @parton/pineappl reads. */
const MAX_BYTES = 2 ** 30;

export interface LoadedTable {
  readonly file: string;
  readonly table: FkTable;
  /** Whether it comes from the text format that was used before PineAPPL. */
  readonly isText: boolean;
}

/** Reads the FK table from the first folder that has it: `<name>.pineappl.lz4`, else `FK_<name>.dat`, also gzipped. */
export function loadTable(name: string, folders: readonly string[]): LoadedTable {
  const file = findFile(
    [`${name}.pineappl.lz4`, `FK_${name}.dat`],
    folders.map((folder) => join(folder, 'fastkernel')),
    'Download the theory, or correct the name in the metadata',
  );
  const bytes = readFileSync(file);
  const isText = file.endsWith('.dat');
  return {
    file,
    isText,
    table: isText ? readLegacyFkTable(unzipped(bytes, file), file) : readFkTable(bytes, file),
  };
}

function unzipped(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new TheoryError(
      { where: { file }, found, expected: `a gzip file of at most ${MAX_BYTES} bytes` },
      { cause: error },
    );
  }
}
