import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { FitFolderError } from './fit-folder-error.ts';
import { readFile } from './read-file.ts';
import { writeFile } from './write-file.ts';

/** A fit folder that exists and belongs to one runcard. */
export interface FitFolder {
  /** Absolute. */
  readonly path: string;
  /** The name of the fit, which the files of its replicas bear: the last part of the path. */
  readonly name: string;
}

/**
 * Makes a fit folder, or opens the one that the same runcard has made before. It holds the runcard as `filter.yml` and
 * its hash as `md5`, from which later programs know that folder and runcard belong together.
 *
 * @param runcardText the file as it is, to the byte
 * @throws FitFolderError where the folder belongs to another runcard, its name has characters that other programs
 *   refuse, or it cannot be written
 */
export function createFitFolder({ path, runcardText }: { path: string; runcardText: string }): FitFolder {
  const folder = { path: resolve(path), name: basename(resolve(path)) };
  if (!/^[\w-]+$/.test(folder.name)) {
    throw new FitFolderError({
      where: { file: folder.path },
      found: `the name ${JSON.stringify(folder.name)}`,
      expected: 'letters, digits, - and _ only, as other programs accept them',
      cure: 'Choose another output folder',
    });
  }
  const hash = md5(runcardText);
  const present = presentHash(folder.path);
  if (present !== undefined && present !== hash) {
    throw new FitFolderError({
      where: { file: join(folder.path, 'md5') },
      found: `the hash ${present} of another runcard`,
      expected: `${hash}, that of this one`,
      cure: `Choose another output folder, or fit with the runcard that made this one: ${join(folder.path, 'filter.yml')}`,
    });
  }
  writeFile(join(folder.path, 'filter.yml'), runcardText);
  writeFile(join(folder.path, 'md5'), hash);
  return folder;
}

/**
 * Opens the folder of a fit for reading. Its name is that of the fit: a renamed folder is another fit, whose files are
 * missing.
 *
 * @throws FitFolderError where there is no folder `nnfit` in it
 */
export function openFitFolder(path: string): FitFolder {
  const folder = { path: resolve(path), name: basename(resolve(path)) };
  const replicas = join(folder.path, 'nnfit');
  if (statSync(replicas, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new FitFolderError({
    where: { file: replicas },
    found: 'no such folder',
    expected: 'the replicas of a fit',
    cure: 'Give the folder of a fit that has run',
  });
}

/**
 * Writes `md5fk`: the tables that the fit was made with.
 *
 * @param hashes MD5 in hexadecimal digits by the name of the FK table
 */
export function writeFkHashes(folder: FitFolder, hashes: Readonly<Record<string, string>>): void {
  const lines = Object.entries(hashes).map(([name, hash]) => `${name} ${hash}\n`);
  writeFile(join(folder.path, 'md5fk'), lines.join(''));
}

/** A folder without `md5` can be one whose creation was cut short: then its runcard counts. */
function presentHash(path: string): string | undefined {
  const runcard = readIfPresent(join(path, 'filter.yml'));
  return readIfPresent(join(path, 'md5'))?.trim() ?? (runcard === undefined ? undefined : md5(runcard));
}

function readIfPresent(path: string): string | undefined {
  return existsSync(path) ? readFile(path) : undefined;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
