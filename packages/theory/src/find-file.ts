import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TheoryError } from './theory-error.ts';

/**
 * The first file of one of the names, in the first of the folders that has one. Throws {@link TheoryError} which lists
 * every place looked in.
 */
export function findFile(names: readonly string[], folders: readonly string[], cure: string): string {
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return path;
  throw new TheoryError({
    found: `no file ${names.join(' or ')}`,
    expected: places.length === 0 ? 'a folder to look in' : places.join(' or '),
    cure,
  });
}
