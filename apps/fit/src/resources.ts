import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { InputError } from '@parton/errors';

/** Folders that are searched, in order, for each kind of input. */
export interface Resources {
  /** Hold `<set>/metadata.yaml`. */
  readonly commondata: readonly string[];
  /** Hold `theory_<id>/fastkernel`. */
  readonly theories: readonly string[];
  /** Hold `<id>.yaml`. */
  readonly theoryCards: readonly string[];
  /** Hold `<set>/<set>.info`. */
  readonly pdfs: readonly string[];
}

/** What the user asked for by flags; each may be given several times. */
export interface ResourceFlags {
  readonly data?: readonly string[];
  readonly theory?: readonly string[];
  readonly pdf?: readonly string[];
}

/** The folders of the flags first, the demo that ships with the program last. A folder that is not there is an error. */
export function findResources({ data = [], theory = [], pdf = [] }: ResourceFlags): Resources {
  for (const [key, folders] of Object.entries({ '--data': data, '--theory': theory, '--pdf': pdf })) {
    for (const folder of folders) {
      if (!existsSync(folder))
        throw new InputError({
          where: { key },
          found: `${folder}, which does not exist`,
          expected: 'a folder',
        });
    }
  }
  return {
    commondata: [...data, demoPath('commondata')],
    theories: [...theory, demoPath('theories')],
    theoryCards: [...theory.map((folder) => join(folder, '..', 'theory_cards')), demoPath('theory_cards')],
    pdfs: [...pdf, demoPath('lhapdf')],
  };
}

/** The first folder that holds `entry`. Throws an error that names every place. */
export function locate(folders: readonly string[], entry: string, what: string): string {
  for (const folder of folders) {
    const path = join(folder, entry);
    if (existsSync(path)) return path;
  }
  throw new InputError({
    found: `no ${entry} in ${folders.join(', ')}`,
    expected: what,
    cure: 'Name the folder that holds it with --data, --theory or --pdf',
  });
}
