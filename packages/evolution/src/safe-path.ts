import { EvolutionError } from './evolution-error.ts';

/**
 * A path inside an archive, without `./` in front and `/` behind. Nothing is ever written there; but a path that leads
 * out of the archive says that the file is no EKO, or was tampered with.
 */
export function checkedPath(path: string, file: string): string {
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0') || parts.includes('..')) {
    throw new EvolutionError({
      where: { file },
      found: `an entry ${JSON.stringify(path)}`,
      expected: 'a path inside the archive',
      cure: 'Do not use this archive',
    });
  }
  return parts.join('/');
}
