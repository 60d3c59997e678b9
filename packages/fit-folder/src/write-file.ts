import { writeAtomically } from '@parton/atomic-file';
import { FitFolderError } from './fit-folder-error.ts';

/**
 * Writes a file whole or not at all. Makes the folders above it.
 *
 * @throws FitFolderError where the file system refuses; an older file of that name is then untouched
 */
export function writeFile(path: string, text: string): void {
  try {
    writeAtomically(path, text);
  } catch (cause) {
    throw new FitFolderError(
      {
        where: { file: path },
        found: cause instanceof Error ? cause.message : String(cause),
        expected: 'a file that can be written',
        cure: 'Check the permissions and the free space there, or choose another output folder',
      },
      { cause },
    );
  }
}
