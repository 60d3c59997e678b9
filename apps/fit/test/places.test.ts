import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { demoPath } from '@parton/demo';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type Kind, searchPlaces } from '../src/places.ts';
import { readProfile } from '../src/profile.ts';
import { findResources, locate } from '../src/resources.ts';
import { parton } from './parton.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-places-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const folder = (...parts: string[]): string => {
  const path = join(work, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
};
function profile(name: string, text: string): string {
  const file = join(work, name);
  writeFileSync(file, text);
  return file;
}
const HOME = folder('home');
const folders = (kind: Kind, ...search: Parameters<typeof searchPlaces>): string[] =>
  searchPlaces(...search).flatMap((place) => (place.kind === kind ? [place.folder] : []));

describe('an NNPDF profile', () => {
  const read = (text: string) =>
    readProfile({ HOME, NNPDF_PROFILE_PATH: profile('nnprofile.yaml', text) }).profile;
  it('names the share folder, and others relative to it', () => {
    expect(read('nnpdf_share: /share\ntheories_path: theories\nresults_path: results\n')).toMatchObject({
      share: '/share',
      theoriesPath: '/share/theories',
      dataPath: [],
    });
  });
  it('may use the home folder, absolute paths and more folders of data', () => {
    expect(
      read('nnpdf_share: ~/nnpdf\ntheories_path: /theories\ndata_path: [mine, ~/yours]\n'),
    ).toMatchObject({
      share: join(HOME, 'nnpdf'),
      theoriesPath: '/theories',
      dataPath: [join(HOME, 'nnpdf', 'mine'), join(HOME, 'yours')],
    });
    expect(read('data_path: /one\n')).toMatchObject({ dataPath: ['/one'] });
  });
  it('may leave the share folder to Python', () => {
    expect(read('nnpdf_share: RELATIVE_TO_PYTHON\n')).not.toHaveProperty('share');
  });
  it('stands in the configurations of the user, if nothing else is said', () => {
    const config = folder('config');
    expect(readProfile({ HOME, XDG_CONFIG_HOME: config })).toEqual({
      file: join(config, 'NNPDF', 'nnprofile.yaml'),
    });
    writeFileSync(join(folder('config', 'NNPDF'), 'nnprofile.yaml'), 'nnpdf_share: /theirs\n');
    expect(readProfile({ HOME, XDG_CONFIG_HOME: config }).profile).toMatchObject({ share: '/theirs' });
    const named = profile('mine.yaml', 'nnpdf_share: /mine\n');
    expect(readProfile({ HOME, XDG_CONFIG_HOME: config, NNPDF_PROFILE_PATH: named }).profile).toMatchObject({
      share: '/mine',
    });
  });
  it.each([
    ['theories_path: 3\n', /nnprofile\.yaml theories_path: found 3, expected a folder/],
    ['data_path: {a: b}\n', /data_path: found \{"a":"b"\}, expected a folder or a list of folders/],
    ['- list\n', /found no map of keys/],
    ['a: [\n', /found no YAML/],
  ])('that says %j is an error', (text, message) => expect(() => read(text)).toThrow(message));
  it('that is named and not there is an error', () => {
    expect(() => readProfile({ NNPDF_PROFILE_PATH: '/nowhere.yaml' })).toThrow(
      /nowhere\.yaml: found no readable file/,
    );
  });
});

describe('the order of places', () => {
  const env = {
    HOME,
    NNPDF_PROFILE_PATH: profile(
      'order.yaml',
      'nnpdf_share: /share\ntheories_path: other\ndata_path: /more\n',
    ),
    LHAPDF_DATA_PATH: ['/lhapdf', '/more-lhapdf'].join(delimiter),
    CONDA_PREFIX: '/conda',
  };
  const mine = folder('mine');
  const usual = (kind: string) =>
    ['/conda/share', join(HOME, '.local/share'), '/usr/local/share', '/usr/share'].map((share) =>
      join(share, kind),
    );

  it('is flags, profile, usual folders, demo', () => {
    expect(folders('theories', { theory: [mine] }, { env })).toEqual([
      mine,
      '/share/other',
      '/share/theories',
      ...usual('NNPDF/theories'),
      demoPath('theories'),
    ]);
    expect(folders('commondata', { data: [mine] }, { env })).toEqual([
      mine,
      '/more',
      '/share/commondata',
      ...usual('NNPDF/commondata'),
      demoPath('commondata'),
    ]);
    expect(folders('pdfs', { pdf: [mine] }, { env })).toEqual([
      mine,
      '/lhapdf',
      '/more-lhapdf',
      ...usual('LHAPDF'),
      demoPath('lhapdf'),
    ]);
  });
  it('has theory cards and C-factors beside the folders of flags', () => {
    for (const kind of ['theoryCards', 'cfactors'] as const) {
      const name = kind === 'cfactors' ? 'cfactors' : 'theory_cards';
      expect(folders(kind, { theory: [mine] }, { env: { HOME } })[0]).toBe(join(work, name));
    }
  });
});

describe("Python's package of NNPDF data", () => {
  /** A `python3` that knows where the package is, and leaves a trace when it is asked. */
  function python(): string {
    const bin = folder('bin');
    writeFileSync(
      join(bin, 'python3'),
      `#!/bin/sh\ntouch ${join(work, 'asked')}\necho ${join(work, 'nnpdf_data')}\n`,
    );
    chmodSync(join(bin, 'python3'), 0o755);
    vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
    return join(work, 'nnpdf_data');
  }
  const needs = (name: string, theoryId: string) => ({
    datasets: [{ name, cfac: [], frac: 1, weight: 1 }],
    theoryId,
  });

  it('is asked for only if something is in no other place, and comes before the demo', () => {
    const data = python();
    const complete = findResources({}, needs('SLAC_NC_NOTFIXED_DEMO_P-F2', '900'));
    expect(complete.commondata).not.toContain(join(data, 'commondata'));
    expect(existsSync(join(work, 'asked'))).toBe(false);
    for (const missing of [needs('SLAC_NC_NOTFIXED_DEMO_P-F2', '901'), needs('ELSE_F2', '900')]) {
      const { commondata, theories, cfactors, theoryCards } = findResources({}, missing);
      expect(commondata.slice(-2)).toEqual([join(data, 'commondata'), demoPath('commondata')]);
      expect([theoryCards.at(-2), cfactors.at(-2)]).toEqual([
        join(data, 'theory_cards'),
        join(data, 'cfactors'),
      ]);
      expect(theories).not.toContain(join(data, 'theories'));
    }
  });
  it('need not be there', () => {
    vi.stubEnv('PATH', folder('empty'));
    expect(findResources({}, needs('ELSE_F2', '900')).commondata.at(-1)).toBe(demoPath('commondata'));
  });
});

describe('what is missing', () => {
  it('is named with the file looked for in every place', () => {
    expect(() => locate(['/a', '/b'], 'theory_1', 'theory 1')).toThrow(
      /found no \/a\/theory_1, no \/b\/theory_1, expected theory 1/,
    );
  });
});

describe('parton where', () => {
  it('shows what is found and who named the place', async () => {
    vi.stubEnv('NNPDF_PROFILE_PATH', profile('where.yaml', `nnpdf_share: ${folder('share')}\n`));
    cpSync(demoPath('theory_cards'), join(work, 'share', 'theory_cards'), { recursive: true });
    const { code, out } = await parton('where', '--theory', demoPath('theories'));
    expect(code).toBe(0);
    expect(out).toContain(`NNPDF profile: ${join(work, 'where.yaml')}\n`);
    expect(out).toMatch(/theories\n {2}\S+\/theories +theory_900 +--theory\n/);
    expect(out).toMatch(/ {2}\S+\/share\/theory_cards +900 +\S+where\.yaml\n/);
    expect(out).toMatch(/ {2}\S+\/commondata +12 data sets +demo\n/);
    expect(out).toMatch(/ {2}\S+\/lhapdf +DEMO_t0 +demo\n/);
  });
  it('has the same as JSON', async () => {
    vi.stubEnv('NNPDF_PROFILE_PATH', undefined);
    vi.stubEnv('XDG_CONFIG_HOME', folder('nothing'));
    const where: unknown = JSON.parse((await parton('where', '--json')).out);
    expect(where).toMatchObject({ profile: { exists: false } });
    expect(where).toHaveProperty(
      'places',
      expect.arrayContaining([
        { kind: 'theories', folder: demoPath('theories'), origin: 'demo', found: ['theory_900'] },
        { kind: 'cfactors', folder: demoPath('cfactors'), origin: 'demo', found: null },
      ]),
    );
  });
  it.each([
    [['--pdf', '/nowhere'], {}, /--pdf: found \/nowhere, which does not exist/],
    [[], { NNPDF_PROFILE_PATH: '/nowhere' }, /\/nowhere: found no readable file/],
  ])('%j %j is an error', async (flags, env, message) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, err } = await parton('where', ...flags);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
