import { existsSync, rmSync } from 'node:fs';
import { writeAtomically } from '@parton/atomic-file';
import { LhapdfError } from './lhapdf-error.ts';

/** Writes a file whole or not at all. Makes the folders above it. */
export function writeText(path: string, text: string): void {
  try {
    writeAtomically(path, text);
  } catch (cause) {
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
