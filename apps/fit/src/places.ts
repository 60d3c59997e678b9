import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { demoPath } from '@parton/demo';
import { InputError } from '@parton/errors';
import { readProfile } from './profile.ts';

/** What each kind of folder holds. */
export const KINDS = {
  commondata: 'data sets',
  theories: 'theories',
  theoryCards: 'theory cards',
  cfactors: 'C-factors for any theory',
  pdfs: 'PDF sets',
} as const;
export type Kind = keyof typeof KINDS;

/** A folder in which inputs of one kind are looked for, whether it is there or not. */
export interface Place {
  readonly kind: Kind;
  readonly folder: string;
  /** Who named it, for people. */
  readonly origin: string;
}

/** What the user asked for by flags; each may be given several times. */
export interface ResourceFlags {
  readonly data?: readonly string[];
  readonly theory?: readonly string[];
  readonly pdf?: readonly string[];
}

export interface SearchOptions {
  /** Environment variables, by default those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether Python is asked for its package `nnpdf_data`. */
  readonly python?: boolean;
}

/**
 * All places in the order in which they are searched: the folders of the flags, of the NNPDF profile, of
 * LHAPDF_DATA_PATH, the usual ones, Python's package of NNPDF data, and last the demo that ships with the program.
 */
export function searchPlaces(flags: ResourceFlags, options: SearchOptions = {}): Place[] {
  const { env = process.env, python = false } = options;
  return [
    ...flagPlaces(flags),
    ...profilePlaces(env),
    ...(env['LHAPDF_DATA_PATH'] ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder): Place => ({ kind: 'pdfs', folder, origin: 'LHAPDF_DATA_PATH' })),
    ...usualPlaces(env),
    ...(python ? pythonPlaces() : []),
    ...sharePlaces(demoPath(), 'demo'),
    { kind: 'pdfs', folder: demoPath('lhapdf'), origin: 'demo' },
  ];
}

/** Theory cards and C-factors are also looked for beside the folder of a flag, as NNPDF lays them out. */
function flagPlaces({ data = [], theory = [], pdf = [] }: ResourceFlags): Place[] {
  const given = (kind: Kind, flag: string, folders: readonly string[]): Place[] =>
    folders.map((folder) => {
      if (existsSync(folder)) return { kind, folder, origin: flag };
      throw new InputError({
        where: { key: flag },
        found: `${folder}, which does not exist`,
        expected: 'a folder',
      });
    });
  const beside = (flag: string, folders: readonly string[]): Place[] =>
    folders.flatMap((folder): Place[] => [
      { kind: 'theoryCards', folder: join(folder, '..', 'theory_cards'), origin: `beside ${flag}` },
      { kind: 'cfactors', folder: join(folder, '..', 'cfactors'), origin: `beside ${flag}` },
    ]);
  return [
    ...given('commondata', '--data', data),
    ...given('theories', '--theory', theory),
    ...given('pdfs', '--pdf', pdf),
    ...beside('--theory', theory),
    ...beside('--data', data),
  ];
}

function profilePlaces(env: NonNullable<SearchOptions['env']>): Place[] {
  const { profile } = readProfile(env);
  if (profile === undefined) return [];
  const { file: origin, dataPath, share, theoriesPath } = profile;
  return [
    ...dataPath.map((folder): Place => ({ kind: 'commondata', folder, origin })),
    ...(theoriesPath === undefined ? [] : [{ kind: 'theories', folder: theoriesPath, origin } as const]),
    ...(share === undefined ? [] : sharePlaces(share, origin)),
  ];
}

/** Where NNPDF and LHAPDF install their files: the share folder of the environment, of the user, of the machine. */
function usualPlaces(env: NonNullable<SearchOptions['env']>): Place[] {
  const environments = [env['CONDA_PREFIX'], env['VIRTUAL_ENV']].filter((prefix) => prefix !== undefined);
  const folders = [
    ...environments.map((prefix) => join(prefix, 'share')),
    env['XDG_DATA_HOME'] ?? join(env['HOME'] ?? homedir(), '.local', 'share'),
    '/usr/local/share',
    '/usr/share',
  ];
  return folders.flatMap((folder): Place[] => [
    ...sharePlaces(join(folder, 'NNPDF'), 'usual folder'),
    { kind: 'pdfs', folder: join(folder, 'LHAPDF'), origin: 'usual folder' },
  ]);
}

function pythonPlaces(): Place[] {
  const folder = pythonPackage('nnpdf_data');
  if (folder === undefined) return [];
  return sharePlaces(folder, 'Python package nnpdf_data').filter(({ kind }) => kind !== 'theories');
}

/** The folder of an installed Python package, without importing it. */
function pythonPackage(name: string): string | undefined {
  const code = `import importlib.util as u; s = u.find_spec("${name}"); print(s.submodule_search_locations[0] if s else "")`;
  const { stdout, status } = spawnSync('python3', ['-c', code], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/** A folder that is laid out as NNPDF's. */
function sharePlaces(folder: string, origin: string): Place[] {
  return [
    { kind: 'commondata', folder: join(folder, 'commondata'), origin },
    { kind: 'theories', folder: join(folder, 'theories'), origin },
    { kind: 'theoryCards', folder: join(folder, 'theory_cards'), origin },
    { kind: 'cfactors', folder: join(folder, 'cfactors'), origin },
  ];
}
