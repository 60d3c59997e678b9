import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ndarray } from '@parton/ndarray';
import { onTestFinished } from 'vitest';
import { EXPORT_X_GRID, FLAVOUR_LABELS, type ReplicaResult } from '../src/index.ts';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fit-folder-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A replica whose numbers are all different and of all magnitudes. */
export function someReplica(id: number): ReplicaResult {
  const values = EXPORT_X_GRID.flatMap((x, i) =>
    FLAVOUR_LABELS.map((_, j) => (j % 7 === 0 ? 0 : (-1) ** i * (j + id) * x ** (j / 3))),
  );
  return {
    id,
    q2: 1.65 ** 2,
    grid: ndarray(values, [EXPORT_X_GRID.length, FLAVOUR_LABELS.length]),
    preprocessing: [
      { fl: 'sng', smallx: 1.1, largex: 2, trainable: false },
      { fl: 'g', smallx: -1e-7, largex: 4.25, trainable: true },
    ],
    stopEpoch: 8400,
    bestEpoch: 6699,
    chi2: { training: 1.92, validation: 2, experimental: 1.21 },
    positivity: 'POS_PASS',
    arcLengths: [1.31, 1.26, 3.63, 1.08, 2.54],
    integrability: [0.0099, 0.125, 4.3e-7, 0.142, 0.0155],
    timing: { walltime: { Total: 812.1, start: 0 }, cputime: { Total: 3100.2, start: 0 } },
    version: { parton: '0.1.0', node: 'v20.20.2' },
  };
}
