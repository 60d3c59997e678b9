import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@parton/errors';
import type { DataRuncard, Runcard } from '@parton/runcard';
import { type Kind, type ResourceFlags, searchPlaces } from './places.ts';

/**
 * Folders that are searched, in order, for each kind of input: `commondata` holds `<set>/metadata.yaml`, `theories`
 * `theory_<id>`, `theoryCards` `<id>.yaml`, `cfactors` C-factors that serve any theory, `pdfs` `<set>/<set>.info`.
 */
export type Resources = Readonly<Record<Kind, readonly string[]>>;

/**
 * Where the inputs of a runcard are read from. Python is asked for its package of NNPDF data only if a data set or the
 * theory card is in no other place. Throws for a folder of a flag that is not there.
 */
export function findResources(
  flags: ResourceFlags,
  runcard?: Pick<DataRuncard, 'datasets' | 'theoryId'> &
    Partial<Pick<Runcard, 'positivity' | 'integrability'>>,
): Resources {
  const resources = gather(flags, false);
  if (runcard === undefined) return resources;
  const { datasets, positivity, integrability, theoryId } = runcard;
  const penalised = [...(positivity?.sets ?? []), ...(integrability?.sets ?? [])];
  const names = [...datasets.map(({ name }) => name), ...penalised.map(({ dataset }) => dataset)];
  const complete =
    names.every((name) => isIn(resources.commondata, join(setNameOf(name), 'metadata.yaml'))) &&
    isIn(resources.theoryCards, `${theoryId}.yaml`);
  return complete ? resources : gather(flags, true);
}

/** The first folder that holds `entry`. Throws an error with the file looked for in every place. */
export function locate(folders: readonly string[], entry: string, what: string): string {
  const folder = folders.find((candidate) => existsSync(join(candidate, entry)));
  if (folder !== undefined) return join(folder, entry);
  throw new InputError({
    found: folders.map((candidate) => `no ${join(candidate, entry)}`).join(', '),
    expected: what,
    cure: 'Name its folder with --data, --theory or --pdf; parton where shows what there is',
  });
}

function gather(flags: ResourceFlags, python: boolean): Resources {
  const places = searchPlaces(flags, { python });
  const folders = (wanted: Kind): string[] => [
    ...new Set(places.flatMap(({ kind, folder }) => (kind === wanted ? [folder] : []))),
  ];
  return {
    commondata: folders('commondata'),
    theories: folders('theories'),
    theoryCards: folders('theoryCards'),
    cfactors: folders('cfactors'),
    pdfs: folders('pdfs'),
  };
}

function isIn(folders: readonly string[], entry: string): boolean {
  return folders.some((folder) => existsSync(join(folder, entry)));
}

/** The folder of a data set: its name without the observable. */
function setNameOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('_'), 0));
}
