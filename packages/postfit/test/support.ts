import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFitFolder, type ReplicaResult, writeReplica } from '@parton/fit-folder';
import { zeros } from '@parton/ndarray';
import { onTestFinished } from 'vitest';
import type { Candidate } from '../src/index.ts';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'postfit-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What a candidate has to differ in from one that passes among its like. */
export interface Marks {
  readonly chi2?: number;
  readonly arcLengths?: readonly number[];
  readonly integrability?: readonly number[];
  readonly positivity?: Candidate['positivity'];
}

export function candidate(id: number, marks: Marks = {}): Candidate {
  return {
    id,
    chi2: { training: 1, validation: 1, experimental: marks.chi2 ?? 1 },
    positivity: marks.positivity ?? 'POS_PASS',
    arcLengths: marks.arcLengths ?? [1, 1, 1, 1, 1],
    integrability: marks.integrability ?? [0, 0, 0, 0, 0],
  };
}

/** A fit in a temporary folder, evolved to grids of 2 x 2 nodes and 2 flavours. */
export function evolvedFit(replicas: Readonly<Record<number, Marks>>): string {
  const folder = createFitFolder({ path: join(temporaryFolder(), 'some'), runcardText: 'a: 1\n' });
  for (const [id, marks] of Object.entries(replicas)) {
    writeReplica(folder, result(Number(id), marks));
    writeFileSync(replicaFile(folder.path, Number(id), 'some.dat'), grid(Number(id)));
  }
  mkdirSync(join(folder.path, 'nnfit'), { recursive: true });
  writeFileSync(
    join(folder.path, 'nnfit', 'some.info'),
    'Format: lhagrid1\nNumMembers: REPLACE_NREP\nXMax: 1.0',
  );
  return folder.path;
}

export function replicaFile(fit: string, id: number, name: string): string {
  return join(fit, 'nnfit', `replica_${id}`, name);
}

export function readText(...parts: string[]): string {
  return readFileSync(join(...parts), 'utf8');
}

function result(id: number, marks: Marks): ReplicaResult {
  return {
    ...candidate(id, marks),
    q2: 2.7225,
    grid: zeros([196, 14]),
    preprocessing: [],
    stopEpoch: 100,
    bestEpoch: 50,
    timing: { walltime: {}, cputime: {} },
    version: {},
  };
}

/** Values are the number of the replica, its negative, its tenth and 0. */
export function grid(id: number): string {
  const values = [id, -id, id / 10, 0, id, id, id, id].map((value) => value.toExponential(8));
  const rows = [0, 2, 4, 6].map((i) => values.slice(i, i + 2).join(' '));
  return [
    `PdfType: replica\nFromMCReplica: ${id}\nFormat: lhagrid1\n---`,
    '1.000000e-09 1.000000e+00\n1.650000e+00 1.000000e+05\n21 1',
    ...rows,
    '---\n',
  ].join('\n');
}
