import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '@parton/errors';
import { CommondataError } from './commondata-error.ts';
import { readLegacyNames } from './legacy-names.ts';
import { asText, at, fault, items, readYaml, type YamlNode } from './yaml-node.ts';

/** The folder of a set within one of the commondata folders. */
export interface SetFolder {
  readonly folder: string;
  readonly setName: string;
  readonly metadata: YamlNode;
  /** The entry of the observable in the metadata. */
  readonly observable: YamlNode;
}

/** Finds `<setname>_<observable>` in the first folder that holds `<setname>/metadata.yaml`. */
export function findSet(folders: readonly string[], name: string): SetFolder {
  const split = name.lastIndexOf('_');
  const setName = name.slice(0, Math.max(split, 0));
  const folder = folders.find((candidate) => existsSync(join(candidate, setName, 'metadata.yaml')));
  if (setName === '' || folder === undefined) throw unknownSet(folders, name, setName);
  const metadata = readYaml(join(folder, setName, 'metadata.yaml'));
  return { folder, setName, metadata, observable: findObservable(metadata, name.slice(split + 1)) };
}

function findObservable(metadata: YamlNode, wanted: string): YamlNode {
  const list = at(metadata, 'implemented_observables');
  const names = items(list).map((observable) => asText(at(observable, 'observable_name')));
  const index = names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return at(list, index);
  const near = didYouMean(wanted, names);
  throw fault(list, `one of ${names.join(', ')}`, {
    found: `the observable name ${JSON.stringify(wanted)}`,
    ...(near === undefined ? {} : { cure: `Did you mean ${near}?` }),
  });
}

function unknownSet(folders: readonly string[], name: string, setName: string): CommondataError {
  const where = { key: name };
  if (setName === '') return new CommondataError({ where, found: name, expected: 'SETNAME_OBSERVABLE' });
  const current = folders
    .flatMap((folder) => readLegacyNames(folder)?.names ?? [])
    .find((legacy) => legacy.oldName === name);
  const near = didYouMean(
    setName,
    folders.flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : [])),
  );
  const variant = current?.variant === undefined ? '' : ` with the variant ${current.variant}`;
  const cure =
    current === undefined
      ? near && `Did you mean the set ${near}?`
      : `${name} is an old name of ${current.dataset}${variant}.`;
  const expected = `a folder of that name with a metadata.yaml in ${folders.join(' or ')}`;
  return new CommondataError({ where, found: `the unknown set ${setName}`, expected, cure });
}
