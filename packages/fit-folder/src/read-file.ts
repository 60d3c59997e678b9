import { readFileSync } from 'node:fs';
import { FitFolderError } from './fit-folder-error.ts';

/**
 * The text of a file.
 *
 * @throws FitFolderError where it is absent or cannot be read
 */
export function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const absent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const found = absent ? 'no such file' : String(cause instanceof Error ? cause.message : cause);
    throw new FitFolderError(
      { where: { file: path }, found, expected: 'a file that can be read' },
      { cause },
    );
  }
}
