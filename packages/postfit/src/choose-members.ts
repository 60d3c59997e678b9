import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FitFolder,
  FitFolderError,
  listReplicas,
  readEach,
  readFile,
  readReplicaSummary,
  type ReplicaSummary,
  type UnreadableReplica,
} from '@parton/fit-folder';
import { parsePdfMember, type PdfMember } from '@parton/lhapdf';
import { meanMember } from './mean-member.ts';
import { type Selection, selectReplicas } from './select-replicas.ts';
import { TooFewReplicasError } from './too-few-replicas-error.ts';
import { type Candidate, mean, type Thresholds } from './vetoes.ts';

/** Which replicas become the members of the set. */
export interface MemberOptions {
  /** How many members the set has, the central one aside. */
  readonly members: number;
  /** Makes `members` the smallest number: then all replicas that pass are taken. */
  readonly atLeast?: boolean;
  /** Where they differ from `DEFAULT_THRESHOLDS`. */
  readonly thresholds?: Partial<Thresholds>;
}

/** The replicas of a fit, sorted out. */
export interface Choice {
  /** Id of the replica that is member 1, 2, ... */
  readonly members: readonly number[];
  readonly selection: Selection;
  /** The mean of the experimental chi2 of all replicas that pass. */
  readonly chi2: number;
  /** Replicas that took no part in the selection. */
  readonly unreadable: readonly UnreadableReplica[];
}

/** A choice with the mean of its members. */
interface ChoiceAndMean {
  readonly choice: Choice;
  readonly central: PdfMember;
}

/** Reads the replicas of a fit and chooses among those that are complete. */
export function chooseMembers(folder: FitFolder, options: MemberOptions): ChoiceAndMean {
  const { read, unreadable } = readEach(listReplicas(folder), (id) => readCandidate(folder, id));
  return choose(folder, { candidates: read, unreadable }, options);
}

/** The evolved grid of a replica. */
export function gridFile(folder: FitFolder, id: number): string {
  return join(folder.path, 'nnfit', `replica_${id}`, `${folder.name}.dat`);
}

/** A grid is read only if it is needed. If it is broken then, its replica is no candidate, and the choice starts anew. */
function choose(
  folder: FitFolder,
  { candidates, unreadable }: { candidates: readonly Candidate[]; unreadable: readonly UnreadableReplica[] },
  options: MemberOptions,
): ChoiceAndMean {
  const selection = selectReplicas(candidates, options);
  const { survivors } = selection;
  if (survivors.length < options.members) {
    throw new TooFewReplicasError(folder.path, options.members, { selection, unreadable });
  }
  const members = options.atLeast === true ? survivors : survivors.slice(0, options.members);
  const broken: UnreadableReplica[] = [];
  const central = meanMember(readGrids(folder, members, broken));
  if (broken.length === 0) {
    const passing = candidates.filter(({ id }) => survivors.includes(id));
    const chi2 = mean(passing.map((candidate) => candidate.chi2.experimental));
    return { choice: { members, selection, chi2, unreadable }, central };
  }
  const rest = candidates.filter(({ id }) => broken.every((replica) => replica.id !== id));
  return choose(folder, { candidates: rest, unreadable: [...unreadable, ...broken] }, options);
}

function readCandidate(folder: FitFolder, id: number): ReplicaSummary {
  const file = gridFile(folder, id);
  if (existsSync(file)) return readReplicaSummary(folder, id);
  throw new FitFolderError({
    where: { file },
    found: 'no such file',
    expected: 'the evolved replica',
    cure: 'Evolve the fit first',
  });
}

/** The grids that can be read, one at a time; the others are added to `broken`. */
function* readGrids(
  folder: FitFolder,
  ids: readonly number[],
  broken: UnreadableReplica[],
): Generator<PdfMember> {
  for (const id of ids) {
    const file = gridFile(folder, id);
    const { read, unreadable } = readEach([id], () => parsePdfMember(readFile(file), file));
    yield* read;
    broken.push(...unreadable);
  }
}
