import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Eko } from './eko.ts';
import { ekoFromSource } from './eko-from-source.ts';
import { EvolutionError } from './evolution-error.ts';
import { readEko } from './read-eko.ts';
import type { ByteSource, StoredFile } from './stored-file.ts';

/**
 * Opens evolution operators: an EKO archive (uncompressed tar, or the folder that it unpacks to), or the compact file of
 * the demo theory. Only names and cards are read; operators follow when they are asked for, one at a time. Nothing is
 * unpacked to the disk, and no file stays open.
 *
 * Throws EvolutionError with the file and what is wrong with it.
 */
export function openEko(path: string): Eko {
  try {
    return statSync(path).isDirectory() ? readEko(folderFiles(path), path) : ekoFromSource(fileSource(path));
  } catch (cause) {
    if (cause instanceof EvolutionError || !(cause instanceof Error)) throw cause;
    const cure = 'Check the path';
    throw new EvolutionError(
      { where: { file: path }, found: cause.message, expected: 'an EKO', cure },
      { cause },
    );
  }
}

function fileSource(path: string): ByteSource {
  return { file: path, size: statSync(path).size, read: (offset, length) => readPart(path, offset, length) };
}

function readPart(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(Math.min(length, fstatSync(file).size));
    let done = 0;
    while (done < bytes.length) {
      const count = readSync(file, bytes, done, bytes.length - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    if (done === length) return bytes;
    throw new EvolutionError({
      where: { file: path, key: `byte ${offset + done}` },
      found: 'the end of the file',
      expected: `${length - done} more bytes`,
      cure: 'The file has changed since it was opened',
    });
  } finally {
    closeSync(file);
  }
}

/** The files that an EKO has: cards in the folder itself, and its operators. Links are not followed. */
function folderFiles(folder: string): Map<string, StoredFile> {
  const paths = [
    ...readdirSync(folder),
    ...readdirSync(join(folder, 'operators')).map((name) => `operators/${name}`),
  ];
  const files = new Map<string, StoredFile>();
  for (const path of paths) {
    const file = join(folder, path);
    const status = lstatSync(file);
    if (status.isSymbolicLink()) {
      throw new EvolutionError({
        where: { file },
        found: 'a symbolic link',
        expected: 'a file of the EKO itself',
      });
    }
    const { size } = status;
    if (status.isFile()) files.set(path, { size, read: () => readPart(file, 0, size) });
  }
  return files;
}
