import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type InputError, isInputError } from '@parton/errors';
import { type FitFolder, openFitFolder } from './fit-folder.ts';
import { readFile } from './read-file.ts';
import { readReplica } from './read-replica.ts';
import type { ReplicaResult } from './replica.ts';

/** A fit as its folder holds it. */
export interface Fit {
  readonly folder: FitFolder;
  /** The runcard, to the byte. */
  readonly runcardText: string;
  /** In ascending order. */
  readonly replicas: readonly ReplicaResult[];
  readonly unreadable: readonly UnreadableReplica[];
}

/** A replica with a file that is missing or broken. */
export interface UnreadableReplica {
  readonly id: number;
  readonly error: InputError;
}

/** The replicas that have a folder `nnfit/replica_<id>`, finished or not, in ascending order. */
export function listReplicas(folder: FitFolder): number[] {
  const path = join(folder.path, 'nnfit');
  const names = existsSync(path) ? readdirSync(path) : [];
  return names
    .flatMap((name) => /^replica_([1-9]\d*)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Reads a fit. A replica that cannot be read does not keep the others from being read.
 *
 * @throws FitFolderError where there is no fit, or one without runcard
 */
export function readFit(path: string): Fit {
  const folder = openFitFolder(path);
  const runcardText = readFile(join(folder.path, 'filter.yml'));
  const { read, unreadable } = readEach(listReplicas(folder), (id) => readReplica(folder, id));
  return { folder, runcardText, replicas: read, unreadable };
}

/** What `read` gives for each replica, and the errors of input that it throws. */
export function readEach<T>(
  ids: readonly number[],
  read: (id: number) => T,
): { read: T[]; unreadable: UnreadableReplica[] } {
  const results: T[] = [];
  const unreadable: UnreadableReplica[] = [];
  for (const id of ids) {
    try {
      results.push(read(id));
    } catch (error) {
      if (!isInputError(error)) throw error;
      unreadable.push({ id, error });
    }
  }
  return { read: results, unreadable };
}
