import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import '@parton/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { type Grid, fkTable, readFkTable, readPineappl, writeFkTable, writePineappl } from '../src/index.ts';
import { FILES } from './files.ts';
import { disGrid, hadronicGrid } from './grids.ts';

const PYTHON = process.env['PARTON_PYTHON'] ?? 'python3';
const isThere = (() => {
  try {
    execFileSync(PYTHON, ['-c', 'import pineappl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Prints what the package makes of the file, once as an FK table and once as a grid; the PDF has no meaning. */
const SCRIPT = `
import json, sys, pineappl
pdf = lambda pid, x, q2: (pid % 7 + 1) * x ** 0.5 * (1 - x) ** 3
def convolve(grid, **more):
    return list(grid.convolve(pdg_convs=grid.convolutions, xfxs=[pdf] * len(grid.convolutions), **more))
path, kind = sys.argv[1:]
grid = pineappl.grid.Grid.read(path)
out = {"prediction": convolve(grid, alphas=lambda q2: 0.118), "metadata": grid.metadata}
if kind == "fk":
    fk = pineappl.fk_table.FkTable.read(path)
    out |= {"table": fk.table().ravel().tolist(), "x": list(fk.x_grid()), "q2": fk.fac0(), "fk": convolve(fk)}
    out |= {"normalizations": list(fk.bin_normalizations())}
print(json.dumps(out))
`;

interface Answer {
  readonly prediction: number[];
  readonly metadata: Record<string, string>;
}

interface FkAnswer extends Answer {
  readonly table: number[];
  readonly x: number[];
  readonly q2: number;
  readonly fk: number[];
  readonly normalizations: number[];
}

const unpolarised = { type: 'UnpolPDF', pid: 2212 } as const;
const grids: [string, Grid][] = [
  ['one hadron', disGrid()],
  ['two hadrons', hadronicGrid({ convolutions: [unpolarised, unpolarised] })],
  ['a file of version 0', readPineappl(FILES.dis)],
];

describe.runIf(isThere)('the Python package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parton-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const ask = <T extends Answer>(bytes: Uint8Array, kind: 'grid' | 'fk'): T => {
    const file = join(folder, 'file');
    writeFileSync(file, bytes);
    // The script above prints these fields.
    return JSON.parse(execFileSync(PYTHON, ['-c', SCRIPT, file, kind], { encoding: 'utf8' })) as T;
  };

  it.each([false, true])('reads what is written; compressed: %s', { timeout: 60_000 }, (compressed) => {
    for (const [, grid] of grids) {
      const table = fkTable(grid);
      const answer = ask<FkAnswer>(writePineappl(grid, { compressed }), 'fk');
      expect(answer.q2).toBeCloseTo(table.q0 ** 2, 12);
      expect(answer.x).toEqual(Array.from(table.x));
      expect(answer.metadata).toEqual(Object.fromEntries(table.metadata));
      expect(answer.normalizations).toEqual(grid.bins.map(({ normalization }) => normalization));
      expect(answer.fk).toBeAllclose(answer.prediction, { rtol: 1e-13 });
      const written = ask<FkAnswer>(writeFkTable(table, { compressed }), 'fk');
      expect(written.table.length).toBe(table.values.data.length);
      expect(written.prediction).toBeAllclose(answer.prediction, { rtol: 1e-13 });
    }
  });

  it('sees no difference between a file and its copy', { timeout: 60_000 }, () => {
    const name = 'NMC_NC_NOTFIXED_DEMO_DP_F2_D.pineappl.lz4';
    const bytes = readFileSync(demoPath('theories', 'theory_900', 'fastkernel', name));
    const original = ask<FkAnswer>(bytes, 'fk');
    expect(ask(writePineappl(readPineappl(bytes), { compressed: true }), 'fk')).toEqual(original);
    const again = ask<FkAnswer>(writeFkTable(readFkTable(bytes), { compressed: true }), 'fk');
    expect(again.prediction).toBeAllclose(original.prediction, { rtol: 1e-13 });
    for (const file of [FILES.interp, FILES.scales]) {
      expect(ask(writePineappl(readPineappl(file)), 'grid')).toEqual(ask(file, 'grid'));
    }
  });
});

describe.skipIf(isThere)('the Python package', () => {
  it.skip(`needs a Python with pineappl; ${PYTHON} has none (set PARTON_PYTHON)`, () => {});
});
