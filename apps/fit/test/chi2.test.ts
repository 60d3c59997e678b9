import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataRuncard } from '@parton/runcard';
import { readShared, sharedSuite } from '@parton/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithData, type Comparison, findResources } from '../src/index.ts';
import { parton } from './parton.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-chi2-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const SETS = [
  'SLAC_NC_NOTFIXED_DEMO_P-F2',
  'SLAC_NC_NOTFIXED_DEMO_D-F2',
  'NMC_NC_NOTFIXED_DEMO_DP-F2',
  'DYE866_Z0_800GEV_DEMO_RATIO',
];

/** A file with a runcard of data and theory alone. */
function runcard(more = '', sets: readonly string[] = SETS): string {
  const path = join(work, 'data.yml');
  const inputs = sets.map((dataset) => `- {dataset: ${dataset}}\n`).join('');
  writeFileSync(path, `dataset_inputs:\n${inputs}theory: {theoryid: 900}\n${more}`);
  return path;
}

async function compare(path: string, ...flags: string[]): Promise<Comparison> {
  const { code, out, err } = await parton('chi2', path, '--pdf-set', 'DEMO_t0', '--json', ...flags);
  expect([code, err]).toEqual([0, '']);
  // What the command prints is the JSON of a comparison.
  return JSON.parse(out) as Comparison;
}

const close = (value: number): unknown => expect.closeTo(value, 12);

describe('chi2 of the demo', () => {
  let t0: Comparison;
  let experimental: Comparison;
  beforeAll(async () => {
    t0 = await compare(runcard('datacuts: {t0pdfset: DEMO_t0}'), '--t0');
    experimental = await compare(runcard());
  });

  it('has the values of the program that made the demo (its README, t0 covariance)', () => {
    expect(t0).toMatchObject({ pdfSet: 'DEMO_t0', theory: '900', covariance: 't0' });
    const values = t0.datasets.map(({ points, chi2PerPoint }) => [points, Number(chi2PerPoint.toFixed(3))]);
    expect(values).toEqual([
      [33, 0.868],
      [34, 0.892],
      [121, 0.913],
      [15, 1.621],
    ]);
  });
  it('has another covariance without --t0, where uncertainties are multiplicative', () => {
    const [slac, , nmc, ratio] = experimental.datasets.map(({ chi2 }) => chi2);
    const [slacT0, , nmcT0, ratioT0] = t0.datasets.map(({ chi2 }) => chi2);
    expect([nmc, ratio]).toBeAllclose([nmcT0 ?? 0, ratioT0 ?? 0], { rtol: 1e-12 });
    expect(slac).not.toBeCloseTo(slacT0 ?? 0, 1);
  });
  it('keeps correlations within groups, which the sum of the data sets leaves out', () => {
    const [p, d, nmc, ratio] = experimental.datasets.map(({ chi2 }) => chi2) as [
      number,
      number,
      number,
      number,
    ];
    const group = Object.fromEntries(experimental.groups.map(({ name, chi2 }) => [name, chi2]));
    expect(Object.keys(group)).toEqual(['SLAC', 'NMC', 'E866']);
    expect([group['NMC'], group['E866']]).toBeAllclose([nmc, ratio], { rtol: 1e-12 });
    expect(group['SLAC']).not.toBeCloseTo(p + d, 1);
    expect(experimental.sumOfDatasets.chi2).toBeAllclose(p + d + nmc + ratio, { rtol: 1e-12 });
    // These groups share no source of uncertainty.
    const sum = experimental.groups.reduce((total, { chi2 }) => total + chi2, 0);
    expect(experimental.total.chi2).toBeAllclose(sum, { rtol: 1e-10 });
    expect(experimental.processes.map(({ name, points }) => [name, points])).toEqual([
      ['DIS NC', 188],
      ['DY NC', 15],
    ]);
  });
  it('lists data, uncertainties and predictions of the kept points', () => {
    const { kept, data, uncertainties, predictions } = experimental.datasets[3] ?? {};
    expect(kept).toEqual(Array.from({ length: 15 }, (_, i) => i));
    expect([data?.length, predictions?.length]).toEqual([15, 15]);
    // The statistical and the systematic uncertainty of the first and the last point, from the file of the demo.
    const ends = [uncertainties?.[0], uncertainties?.[14]];
    expect(ends).toEqual([Math.hypot(0.022, 0.0100686), Math.hypot(0.124, 0.0070713)].map(close));
  });
  it('weights divide the covariance', async () => {
    const path = join(work, 'weighted.yml');
    writeFileSync(
      path,
      'dataset_inputs: [{dataset: DYE866_Z0_800GEV_DEMO_RATIO, weight: 3}]\ntheory: {theoryid: 900}\n',
    );
    const { total } = await compare(path);
    expect(total.chi2).toBeAllclose(3 * (experimental.datasets[3]?.chi2 ?? 0), { rtol: 1e-12 });
  });
  it('prints a table for people', async () => {
    const { out, code } = await parton('chi2', runcard('', SETS.slice(3)), '--pdf-set', 'DEMO_t0');
    expect(code).toBe(0);
    expect(out).toMatch(/DEMO_t0 and theory 900 .* experimental covariance/);
    expect(out).toMatch(/DYE866_Z0_800GEV_DEMO_RATIO +15 +1\.6209\n/);
    expect(out).toMatch(/all, with correlations +15 +1\.6209\n/);
  });
  it('of no points is none', async () => {
    const { out } = await parton(
      'chi2',
      runcard('datacuts: {w2min: 1000}', SETS.slice(0, 1)),
      '--pdf-set',
      'DEMO_t0',
    );
    expect(out).toMatch(/all, with correlations +0 +-\n/);
  });
});

describe('bad input of chi2', () => {
  const path = runcard();
  it.each<[string, string[], RegExp]>([
    ['no PDF set', [path], /--pdf-set/],
    ['an unknown PDF set', [path, '--pdf-set', 'NO_SET'], /no \S+\/NO_SET\/NO_SET\.info.*parton where/],
    ['--t0 without a t0 set', [path, '--pdf-set', 'DEMO_t0', '--t0'], /--t0: found no datacuts\.t0pdfset/],
    ['no runcard', [join(work, 'no.yml'), '--pdf-set', 'DEMO_t0'], /no\.yml: found no readable file/],
  ])('%s: one message and exit code 2', async (_, argv, message) => {
    const { code, out, err } = await parton('chi2', ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
  it('a C-factor that is nowhere is named in every place', async () => {
    const file = join(work, 'cfac.yml');
    writeFileSync(
      file,
      'dataset_inputs: [{dataset: DYE866_Z0_800GEV_DEMO_RATIO, cfac: [QCD]}]\ntheory: {theoryid: 900}\n',
    );
    const { err } = await parton('chi2', file, '--pdf-set', 'DEMO_t0');
    expect(err).toMatch(/theory_900\/cfactor\/CF_QCD_\S+\.dat/);
    expect(err).toMatch(/\/cfactors\/CF_QCD_\S+\.dat/);
  });
});

/** validphys on 61 data sets of the NNPDF4.0 kind: variants, C-factors of the theory and of any theory. */
sharedSuite('validphys on theory 400', 'nnpdf/theories/theory_400', (theory) => {
  interface Recorded {
    sets: Record<string, { variant?: string; cfac: string[]; points: number; chi2_per_point: number }>;
  }
  const { sets } = readShared<Recorded>('fixtures', 'chi2-nnpdf40.json');
  const predictions = readShared<Record<string, number[]>>('fixtures', 'predictions-nnpdf40.json');
  let comparison: Comparison;

  beforeAll(() => {
    const nnpdf = join(theory, '..', '..');
    const inputs = Object.entries(sets).map(([dataset, { variant, cfac }]) => ({ dataset, variant, cfac }));
    const card = readDataRuncard(JSON.stringify({ dataset_inputs: inputs, theory: { theoryid: 400 } }));
    const resources = findResources(
      { data: [join(nnpdf, 'commondata')], theory: [join(nnpdf, 'theories')], pdf: [join(nnpdf, 'pdfsets')] },
      card,
    );
    comparison = compareWithData(card, resources, { pdfSet: 'NNPDF40_nnlo_as_01180' });
  }, 300_000);

  it('has the same points and chi2 of each of 61 data sets', () => {
    expect(comparison.datasets.map(({ name, points }) => [name, points])).toEqual(
      Object.entries(sets).map(([name, { points }]) => [name, points]),
    );
    const expected = Object.values(sets).map((set) => set.chi2_per_point);
    expect(expected).toHaveLength(61);
    expect(comparison.datasets.map(({ chi2PerPoint }) => chi2PerPoint)).toBeAllclose(expected, {
      rtol: 1e-8,
    });
  });
  it('has the same predictions', () => {
    const compared = comparison.datasets.filter(({ name }) => name in predictions);
    expect(compared).toHaveLength(12);
    for (const { name, predictions: ours } of compared) {
      expect(ours, name).toBeAllclose(predictions[name] ?? [], { rtol: 1e-8 });
    }
  });
  it('has the same chi2 of all 2,913 points', () => {
    expect(comparison.sumOfDatasets.points).toBe(2913);
    expect(comparison.sumOfDatasets.chi2PerPoint).toBeAllclose(1.217335749620574, { rtol: 1e-8 });
  });
});
