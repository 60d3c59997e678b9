import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TheoryError } from './theory-error.ts';

/** The first of the folders' files `name` that exists. Throws {@link TheoryError} which lists every place looked in. */
export function findFile(name: string, folders: readonly string[], cure: string): string {
  const places = folders.map((folder) => join(folder, name));
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return path;
  throw new TheoryError({
    found: `no file ${name}`,
    expected: places.length === 0 ? 'a folder to look in' : places.join(' or '),
    cure,
  });
}
