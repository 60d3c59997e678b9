import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { EXPORT_X_GRID, readFit } from '@parton/fit-folder';
import { loadPdfSet } from '@parton/lhapdf';
import '@parton/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parton } from './parton.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-evolve-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const folder = join(work, 'short');
let summary: unknown;
/** Replicas of 30 steps are too rough for the default vetoes. */
const wide = ['--integrability-threshold', '1e9', '--chi2-threshold', '1e9', '--arclength-threshold', '1e9'];

describe('from a fit to an LHAPDF set', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const card = join(work, 'short.yml');
    const text = readFileSync(demoPath('runcards', 'demo-small.yml'), 'utf8')
      .replaceAll(/- \{dataset: (HERA|NMC)\S+ frac: 0.75\}\n/g, '')
      .replace('epochs: 3000', 'epochs: 30')
      .replace('threshold_chi2: 3.5', 'threshold_chi2: 1e9')
      .replace(/^positivity:\n(?: .*\n)+/m, '')
      .replace('stopping_patience: 0.1', 'stopping_patience: 1.0');
    writeFileSync(card, text);
    summary = JSON.parse((await parton('fit', card, '-r', '1-3', '-o', work, '--json')).out);
  }, 60_000);

  it('a fit with the tables of the demo says which set it made, or why none', () => {
    const { lhapdf } = summary as { lhapdf: object };
    // Replicas of 30 steps pass the vetoes or do not; nothing else may stand in the way.
    if ('missing' in lhapdf) expect(lhapdf.missing).toMatch(/replicas/);
    else expect(lhapdf).toMatchObject({ folder: join(folder, 'postfit', 'short') });
    rmSync(join(folder, 'postfit'), { recursive: true, force: true });
    rmSync(join(folder, 'nnfit', 'short.info'));
  });

  it('postfit asks for the evolution first', async () => {
    expect(await parton('postfit', folder, '1', ...wide)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Evolve the fit first'),
    });
  });

  it('evolves all replicas', async () => {
    const { code, out, err } = await parton('evolve', folder, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ replicas: [1, 2, 3], leftOut: [] });
  });

  it('makes a set whose members are the replicas, and whose member 0 is their mean', async () => {
    const passing = readFit(folder).replicas.filter(({ positivity }) => positivity === 'POS_PASS');
    expect(passing.length).toBeGreaterThan(0);
    const { code, err } = await parton('postfit', folder, String(passing.length), ...wide);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const pdf = loadPdfSet(join(folder, 'postfit', 'short'));
    const x = EXPORT_X_GRID[120] ?? 0;
    const [central = 0, ...members] = pdf.xfx(21, x, 1.65);
    expect(members).toBeAllclose(
      passing.map(({ grid }) => grid.data[120 * 14 + 6] ?? 0),
      { rtol: 1e-3 },
    );
    expect([central]).toBeAllclose([members.reduce((sum, value) => sum + value, 0) / members.length], {
      rtol: 1e-6,
    });
  });

  it('refuses to take the operators of the demo for another theory', async () => {
    const card = join(folder, 'filter.yml');
    writeFileSync(card, readFileSync(card, 'utf8').replace(/theoryid: \d+/, 'theoryid: 708'));
    expect(await parton('evolve', folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--eko eko_708.tar'),
    });
  });
});
