import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInputError } from '@parton/errors';
import { PostfitError } from './postfit-error.ts';

/**
 * Makes a folder so that readers see all of it or nothing: `fill` writes into a temporary folder beside it, which is
 * renamed at the end. An older folder stays until then.
 *
 * @param force whether an older folder is replaced
 * @throws PostfitError where there is an older folder that is to stay, or the file system refuses
 */
export function publishFolder(path: string, force: boolean, fill: (temporary: string) => void): void {
  const beside = (kind: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.${kind}`);
  const [temporary, old] = [beside('tmp'), beside('old')];
  if (!force) refuseOlder(path);
  try {
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary);
    fill(temporary);
    if (force) replace(temporary, path, old);
    else renameSync(temporary, path);
  } catch (cause) {
    if (isInputError(cause)) throw cause;
    throw new PostfitError(
      {
        where: { file: path },
        found: cause instanceof Error ? cause.message : String(cause),
        expected: 'a folder that can be written',
        cure: 'Check the permissions and the free space there',
      },
      { cause },
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @throws PostfitError where there is a file or folder already */
export function refuseOlder(path: string): void {
  if (!exists(path)) return;
  throw new PostfitError({
    where: { file: path },
    found: 'an earlier selection',
    expected: 'none',
    cure: 'Remove it, or replace it by force',
  });
}

/** A folder cannot be renamed onto one with files, so the older one makes way first. It returns if that was in vain. */
function replace(temporary: string, path: string, old: string): void {
  if (!exists(path)) return renameSync(temporary, path);
  rmSync(old, { recursive: true, force: true });
  renameSync(path, old);
  try {
    renameSync(temporary, path);
  } catch (error) {
    renameSync(old, path);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** True for a link to nothing too. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
