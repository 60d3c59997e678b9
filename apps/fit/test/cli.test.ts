import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import '@parton/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parton } from './parton.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-cli-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A runcard of the demo with two small sets and few steps, edited as a test needs it. */
function runcard(name: string, edit: (text: string) => string = (text) => text): string {
  const text = readFileSync(demoPath('runcards', 'demo-small.yml'), 'utf8')
    .replaceAll(/- \{dataset: (HERA|NMC)\S+ frac: 0.75\}\n/g, '')
    .replace('epochs: 3000', 'epochs: 30')
    .replace('threshold_chi2: 3.5', 'threshold_chi2: 1e6')
    .replace('stopping_patience: 0.1', 'stopping_patience: 1.0');
  const path = join(work, `${name}.yml`);
  writeFileSync(path, edit(text));
  return path;
}

const results = (...parts: string[]) => join(work, 'fits', ...parts);
const run = (path: string, ...flags: string[]) => parton('fit', path, '-o', join(work, 'fits'), ...flags);

describe('a fit', { timeout: 120_000 }, () => {
  let printed: Awaited<ReturnType<typeof parton>>;
  beforeAll(async () => {
    printed = await run(runcard('small'), '-r', '2,5', '--json');
  }, 60_000);

  it('ends with 0 and a summary that programs can read, and is quiet otherwise', () => {
    expect(printed).toMatchObject({ code: 0, err: '' });
    const summary: unknown = JSON.parse(printed.out);
    expect(summary).toMatchObject({ steps: 30, interrupted: false, folder: results('small') });
    expect(summary).toHaveProperty('replicas.1.id', 5);
    expect(summary).toHaveProperty('sumRules.largestDeviation');
  });

  it.each([2, 5])('writes replica %i', (id) => {
    const json = JSON.parse(
      readFileSync(results('small', 'nnfit', `replica_${id}`, 'small.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(json).toMatchObject({ stop_epoch: 30, pos_state: expect.stringMatching(/^POS_/) as string });
    const grid = readFileSync(results('small', 'nnfit', `replica_${id}`, 'small.exportgrid'), 'utf8');
    expect(grid).toContain(`replica: ${id}`);
    expect(readdirSync(results('small', 'nnfit', `replica_${id}`))).toContain('chi2exps.log');
  });

  it('closes the sum rules to 1e-6', () => {
    const summary = JSON.parse(printed.out) as { sumRules: { largestDeviation: number } };
    expect(summary.sumRules.largestDeviation).toBeLessThan(1e-6);
  });

  it('gives a replica the same PDF alone as in the batch', async () => {
    await run(runcard('small-alone'), '-r', '5');
    const grid = (fit: string) =>
      [
        ...readFileSync(results(fit, 'nnfit', 'replica_5', `${fit}.exportgrid`), 'utf8').matchAll(
          /-?\d+\.\d+(e[-+]\d+)?/g,
        ),
      ].map(Number);
    // float32, 30 steps; the law itself is held to 1e-7 in float64 by replica-law.test.ts
    expect(grid('small-alone')).toBeAllclose(grid('small'), { rtol: 1e-3, atol: 1e-5 });
  });

  it('prints a table for people', async () => {
    const { out, code } = await run(runcard('small'), '-r', '2');
    expect(code).toBe(0);
    expect(out).toContain('DYE866_Z0_800GEV_DEMO_RATIO');
    expect(out).toContain('sum rules');
    expect(out).toContain(results('small'));
  });
});

describe('bad input', () => {
  /** A copy of the demo's data or theory that a test may damage. */
  const copy = (name: string, part: string) => {
    const folder = join(work, name);
    cpSync(demoPath(part), folder, { recursive: true });
    return folder;
  };
  const cases: [string, () => string[], RegExp][] = [
    [
      'an unknown key',
      () => [runcard('a', (t) => t.replace('genrep:', 'genrpe:'))],
      /a\.yml:\d+ .*genrpe.*genrep/s,
    ],
    [
      'a wrong type',
      () => [runcard('b', (t) => t.replace('epochs: 30', 'epochs: many'))],
      /b\.yml:\d+ parameters\.epochs: found .*many/,
    ],
    [
      'a missing data set',
      () => [runcard('c', (t) => t.replace('SLAC_NC_NOTFIXED_DEMO_P-F2', 'SLAC_NC_NOTFIXED_DEMO_X-F2'))],
      /X-F2/,
    ],
    [
      'sizes that do not fit',
      () => [runcard('d', (t) => t.replace('[15, 10, 8]', '[15, 10, 7]'))],
      /nodes_per_layer/,
    ],
    [
      'a t0 set that is not there',
      () => [runcard('e', (t) => t.replace('DEMO_t0', 'NO_SUCH_SET'))],
      /NO_SUCH_SET/,
    ],
    [
      'a theory that is not there',
      () => [runcard('f', (t) => t.replace('theoryid: 900', 'theoryid: 901'))],
      /901/,
    ],
    ['no runcard', () => [join(work, 'nothing.yml')], /nothing\.yml: found no readable file/],
    [
      'a native backend that is not installed',
      () => [runcard('n'), '-r', '1', '--backend', 'node-gpu'],
      /--backend: .*npm install @tensorflow\/tfjs-node-gpu/,
    ],
    [
      'float64 on a backend without',
      () => [runcard('o'), '--backend', 'wasm', '--precision', 'float64'],
      /--backend: found wasm, which computes in float32/,
    ],
    ['a range of replicas that is none', () => [runcard('g'), '-r', '5-2'], /--replicas: found 5-2/],
    [
      'a folder that is not there',
      () => [runcard('h'), '--theory', join(work, 'nowhere')],
      /--theory: found .*nowhere/,
    ],
    [
      'a truncated FK table',
      () => {
        const theories = copy('theories', 'theories');
        truncateSync(
          join(theories, 'theory_900', 'fastkernel', 'SLAC_NC_NOTFIXED_DEMO_P_F2.pineappl.lz4'),
          5000,
        );
        return [runcard('i'), '--theory', theories];
      },
      /SLAC_NC_NOTFIXED_DEMO_P_F2\.pineappl\.lz4/,
    ],
    [
      'a damaged commondata file',
      () => {
        const data = copy('commondata', 'commondata');
        writeFileSync(
          join(data, 'SLAC_NC_NOTFIXED_DEMO', 'data_P-F2.yaml'),
          'data_central:\n- 0.1\n- zero\n',
        );
        return [runcard('j'), '--data', data];
      },
      /data_P-F2\.yaml/,
    ],
  ];

  it.each(cases)('%s: one message, exit code 2, no stack trace', async (_, argv, message) => {
    const { code, out, err } = await run(...(argv() as [string]));
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect([code, out]).toEqual([2, '']);
  });

  it('an output folder that cannot be written', async () => {
    const file = join(work, 'occupied');
    writeFileSync(file, 'not a folder');
    const { code, err } = await parton('fit', runcard('k'), '-o', file);
    expect(code).toBe(2);
    expect(err).toContain('occupied');
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  it(
    'another runcard under the name of a finished fit leaves that fit as it was',
    { timeout: 120_000 },
    async () => {
      await run(runcard('kept'), '-r', '1');
      const before = readFileSync(results('kept', 'nnfit', 'replica_1', 'kept.json'), 'utf8');
      const { code, err } = await run(
        runcard('kept', (t) => t.replace('mcseed: 3', 'mcseed: 4')),
        '-r',
        '1',
      );
      expect(code).toBe(2);
      expect(err).toContain('kept');
      expect(readFileSync(results('kept', 'nnfit', 'replica_1', 'kept.json'), 'utf8')).toBe(before);
    },
  );
});

describe('help', () => {
  it.each([[['--help']], ...['fit', 'chi2', 'where', 'doctor'].map((command) => [[command, '--help']])])(
    '%s',
    async (argv) => {
      const { code, out } = await parton(...argv);
      expect(code).toBe(0);
      expect(out).toContain('Usage: parton');
    },
  );
  it('shows examples', async () =>
    expect((await parton('fit', '--help')).out).toContain('parton fit fit.yml -r 1-100'));
  it.each(['fit', 'chi2', 'where', 'doctor'])(
    'of %s shows examples and exit codes or order',
    async (command) => {
      expect((await parton(command, '--help')).out).toMatch(new RegExp(`Examples:\\n  parton ${command}`));
    },
  );
  it('an unknown option ends with 2', async () => expect((await parton('fit', '--replica')).code).toBe(2));
});
