import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './format.ts';
import {
  type Kind,
  KINDS,
  type Place,
  type ResourceFlags,
  type SearchOptions,
  searchPlaces,
} from './places.ts';
import { readProfile } from './profile.ts';

/** A place and the names of the inputs in it; null if the folder is not there. */
export interface SearchedPlace extends Place {
  readonly found: readonly string[] | null;
}

/** Where inputs are looked for, in order, and what is there. */
export interface Where {
  readonly profile: { readonly file: string; readonly exists: boolean };
  readonly places: readonly SearchedPlace[];
}

/** Which entries of a folder are inputs of its kind; the name of the input, else undefined. */
const ENTRIES: Readonly<Record<Kind, (folder: string, entry: string) => string | undefined>> = {
  commondata: (folder, entry) => (existsSync(join(folder, entry, 'metadata.yaml')) ? entry : undefined),
  theories: (folder, entry) =>
    entry.startsWith('theory_') && existsSync(join(folder, entry, 'fastkernel')) ? entry : undefined,
  theoryCards: (_, entry) => /^(\d+)\.yaml$/.exec(entry)?.[1],
  cfactors: (_, entry) => /^CF_(.+)\.dat$/.exec(entry)?.[1],
  pdfs: (folder, entry) => (existsSync(join(folder, entry, `${entry}.info`)) ? entry : undefined),
};

/** Looks into every place. Throws for a folder of a flag that is not there, and for a profile that cannot be read. */
export function lookEverywhere(flags: ResourceFlags, options: SearchOptions = { python: true }): Where {
  const { file, profile } = readProfile(options.env ?? process.env);
  const places = searchPlaces(flags, options).map((place) => ({ ...place, found: inputsIn(place) }));
  return { profile: { file, exists: profile !== undefined }, places };
}

function inputsIn({ kind, folder }: Place): string[] | null {
  if (!existsSync(folder)) return null;
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => ENTRIES[kind](folder, entry) ?? []);
}

/** The same for people. */
export function whereText({ profile, places }: Where): string {
  // The keys are those of the constant.
  const kinds = Object.keys(KINDS) as Kind[];
  const rows = kinds.flatMap((kind) => [
    [KINDS[kind], '', ''],
    ...places
      .filter((place) => place.kind === kind)
      .map(({ folder, origin, found }) => [`  ${folder}`, contents(kind, found), origin]),
  ]);
  const none = profile.exists ? '' : ' is not there';
  return `NNPDF profile: ${profile.file}${none}\nThe first place that has an input wins.\n\n${table(rows, 'left')}`;
}

function contents(kind: Kind, found: SearchedPlace['found']): string {
  if (found === null) return 'not there';
  if (found.length === 0) return `no ${KINDS[kind]}`;
  return found.length <= 2 ? found.join(', ') : `${found.length} ${KINDS[kind]}`;
}
