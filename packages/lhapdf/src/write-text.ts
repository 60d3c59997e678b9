import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LhapdfError } from './lhapdf-error.ts';

/**
 * Writes a file so that readers see the old content or the new one, whatever happens in between: into a temporary file
 * beside it, down to the disk, then renamed. Makes the folders above it.
 */
export function writeText(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (cause) {
    if (existsSync(temporary)) rmSync(temporary);
    throw refused(path, cause);
  }
}

/** Removes a file where there is one. */
export function removeFile(path: string): void {
  try {
    if (existsSync(path)) rmSync(path);
  } catch (cause) {
    throw refused(path, cause);
  }
}

function refused(path: string, cause: unknown): LhapdfError {
  return new LhapdfError(
    {
      where: { file: path },
      found: cause instanceof Error ? cause.message : String(cause),
      expected: 'a file that can be written',
      cure: 'Check the permissions and the free space there',
    },
    { cause },
  );
}
