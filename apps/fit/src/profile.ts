import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError } from '@parton/errors';
import { parse } from 'yaml';

/** The folders that an NNPDF profile names, as absolute paths. */
export interface Profile {
  readonly file: string;
  /** `nnpdf_share`; undefined where it is that of the Python environment, which is one of the usual folders. */
  readonly share?: string;
  /** `theories_path`. */
  readonly theoriesPath?: string;
  /** `data_path`: more folders of commondata. */
  readonly dataPath: readonly string[];
}

/** The share folder of the Python environment, whichever that is. */
const RELATIVE_TO_PYTHON = 'RELATIVE_TO_PYTHON';

/**
 * Reads the profile that `NNPDF_PROFILE_PATH` names, else `NNPDF/nnprofile.yaml` in the user's folder of configurations.
 * Relative paths start at `nnpdf_share`, and that one at the user's home.
 *
 * @returns the file looked for, and what it says if it is there
 * @throws InputError for a profile that is named but not there, and for one that cannot be understood
 */
export function readProfile(env: Readonly<Record<string, string | undefined>>): {
  readonly file: string;
  readonly profile?: Profile;
} {
  const home = env['HOME'] ?? homedir();
  const named = env['NNPDF_PROFILE_PATH'];
  const file = named ?? join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'NNPDF', 'nnprofile.yaml');
  if (named === undefined && !existsSync(file)) return { file };
  const keys = readKeys(file);
  const expand = (path: string): string => path.replace(/^~(?=\/|$)/, home);
  const text = (key: string): string | undefined => {
    const value = keys[key] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw wrong(file, { key, found: JSON.stringify(value), expected: 'a folder' });
  };
  const list = (key: string): string[] => {
    const value = keys[key] ?? [];
    const entries: unknown[] = Array.isArray(value) ? value : [value];
    if (entries.every((entry) => typeof entry === 'string')) return entries;
    throw wrong(file, { key, found: JSON.stringify(value), expected: 'a folder or a list of folders' });
  };
  const written = text('nnpdf_share') ?? RELATIVE_TO_PYTHON;
  const share = written === RELATIVE_TO_PYTHON ? undefined : resolve(home, expand(written));
  const absolute = (path: string): string => resolve(share ?? home, expand(path));
  const theories = text('theories_path');
  return {
    file,
    profile: {
      file,
      ...(share === undefined ? {} : { share }),
      ...(theories === undefined ? {} : { theoriesPath: absolute(theories) }),
      dataPath: list('data_path').map(absolute),
    },
  };
}

function readKeys(file: string): Record<string, unknown> {
  let keys: unknown;
  try {
    keys = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const found = existsSync(file) ? 'no YAML' : 'no readable file';
    throw wrong(file, { found, expected: 'an NNPDF profile', cause });
  }
  if (typeof keys === 'object' && keys !== null && !Array.isArray(keys)) return { ...keys };
  throw wrong(file, { found: 'no map of keys', expected: 'an NNPDF profile' });
}

function wrong(
  file: string,
  { key, found, expected, cause }: { key?: string; found: string; expected: string; cause?: unknown },
): InputError {
  const cure = 'Correct the profile, or let NNPDF_PROFILE_PATH name another one';
  const where = { file, ...(key === undefined ? {} : { key }) };
  return new InputError({ where, found, expected, cure }, { cause });
}
