import '@parton/testing';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { ndarray } from '@parton/ndarray';
import { sharedSuite } from '@parton/testing';
import { afterAll, describe, expect, it } from 'vitest';
import {
  centralMember,
  formatPdfInfo,
  formatPdfMember,
  type InfoFields,
  LhapdfError,
  parsePdfInfo,
  parsePdfMember,
  type PdfMember,
  readPdfMember,
  readPdfSet,
  writePdfMember,
  writePdfSet,
  xfx,
} from '../src/index.ts';
import { scientific } from '../src/scientific.ts';
import { memberText } from './synthetic.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lhapdf-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Replica k of a set whose values are no short decimal numbers. */
const replica = (k: number): PdfMember => ({
  ...parsePdfMember(
    memberText((pid, x, q) => (pid - 2.5) * Math.cbrt(x * k) * Math.log(q)),
    `replica ${k}`,
  ),
  header: { PdfType: 'replica', FromMCReplica: String(k), Format: 'lhagrid1' },
});
const replicas = [1, 2, 5].map(replica);

describe('scientific', () => {
  it.each([
    // printf('%.8e') of C
    [0, '0.00000000e+00'],
    [-0, '-0.00000000e+00'],
    [1, '1.00000000e+00'],
    [-0.2353106112, '-2.35310611e-01'],
    [9.999999999, '1.00000000e+01'],
    [1.65e-12, '1.65000000e-12'],
    [1e100, '1.00000000e+100'],
    [2.5e-105, '2.50000000e-105'],
    [123456.7895, '1.23456789e+05'],
  ])('prints %d as C does', (value, expected) => {
    expect(scientific(value, 8)).toBe(expected);
  });
});

describe('formatPdfMember', () => {
  it('is undone by parsePdfMember to nine digits, with nodes to seven', () => {
    for (const member of replicas) {
      const { header, subgrids } = parsePdfMember(formatPdfMember(member), 'a');
      expect(header).toEqual(member.header);
      subgrids.forEach(({ x, q, pids, values }, k) => {
        const original = member.subgrids[k];
        expect(pids).toEqual(original?.pids);
        expect(x).toBeAllclose(original?.x ?? [], { rtol: 5e-7 });
        expect(q).toBeAllclose(original?.q ?? [], { rtol: 5e-7 });
        expect(values.shape).toEqual(original?.values.shape);
        expect(values.data).toBeAllclose(original?.values.data ?? [], { rtol: 5e-9 });
      });
    }
  });
  const tiny = (header: Record<string, string>): PdfMember => ({
    file: 'tiny',
    header,
    subgrids: [
      {
        x: Float64Array.of(1e-9, 1),
        q: Float64Array.of(1.65, 4.92),
        pids: [-1, 21],
        values: ndarray([0.1, -2, 3e-12, 0, 5, 6, 7, 8], [2, 2, 2]),
      },
    ],
  });
  it('lays replicas out as evolven3fit does', () => {
    expect(formatPdfMember(tiny({ PdfType: 'replica', FromMCReplica: '3', Format: 'lhagrid1' }))).toBe(
      [
        'PdfType: replica',
        'FromMCReplica: 3',
        'Format: lhagrid1',
        '---',
        '1.000000e-09 1.000000e+00',
        '1.650000e+00 4.920000e+00',
        '-1 21',
        '1.00000000e-01 -2.00000000e+00',
        '3.00000000e-12 0.00000000e+00',
        '5.00000000e+00 6.00000000e+00',
        '7.00000000e+00 8.00000000e+00',
        '---',
        '',
      ].join('\n'),
    );
  });
  it('lays the central member out as postfit does', () => {
    expect(formatPdfMember(tiny({ PdfType: 'central', Format: 'lhagrid1' }))).toBe(
      [
        'PdfType: central',
        'Format: lhagrid1',
        '---',
        '1.0000000E-09 1.0000000E+00 ',
        '1.6500000E+00 4.9200000E+00 ',
        '-1 21 ',
        '  1.0000000E-01 -2.0000000E+00',
        ' 3.0000000E-12  0.0000000E+00',
        ' 5.0000000E+00  6.0000000E+00',
        ' 7.0000000E+00  8.0000000E+00',
        '---',
      ].join('\n'),
    );
  });
  it('refuses values that are not finite', () => {
    const member = replica(3);
    member.subgrids[1]?.values.data.fill(Number.NaN, 10, 11);
    expect(() => formatPdfMember(member)).toThrow('replica 3: found the value NaN, expected finite numbers');
  });
});

describe('centralMember', () => {
  it('is the mean of all replicas, node by node', () => {
    const central = centralMember(replicas);
    expect(central.header).toEqual({ PdfType: 'central', Format: 'lhagrid1' });
    for (const [pid, x, q] of [
      [21, 1e-4, 3],
      [-5, 0.5, 100],
      [2, 0.013, 17],
    ] as const) {
      const mean = replicas.reduce((sum, member) => sum + xfx(member, pid, x, q) / 3, 0);
      expect(xfx(central, pid, x, q)).toBeAllclose(mean, { rtol: 1e-13 });
    }
  });
  it('of one replica is that replica', () => {
    expect(centralMember([replica(1)]).subgrids).toEqual(replica(1).subgrids);
  });
  it('refuses members that do not belong together', () => {
    const [first = replica(1), second = replica(2)] = replicas;
    const moved = {
      ...second,
      subgrids: second.subgrids.map((grid) => ({ ...grid, q: grid.q.map((q) => q + 1) })),
    };
    expect(() => centralMember([first, moved])).toThrow(
      'replica 2: found other grids, expected the nodes and flavours of replica 1',
    );
    expect(() => centralMember([first, { ...second, subgrids: second.subgrids.slice(1) }])).toThrow(
      'other grids',
    );
    expect(() => centralMember([])).toThrow('found no members');
  });
});

const INFO: InfoFields = {
  SetDesc: 'Evolved PDF from 1.65 GeV',
  Authors: '',
  Reference: null,
  Format: 'lhagrid1',
  ErrorType: 'replicas',
  NumMembers: 'REPLACE_NREP',
  Particle: 2212,
  Flavors: [-5, 21, 5],
  MDown: 0,
  QMax: 100000,
  XMin: 1e-9,
  XMax: 1,
  AlphaS_Qs: [1.65, 4, 4, 99999.99999999985],
  AlphaS_Vals: [0.33074890793594997, 0.25, 0.24, 3.5e-7],
};

describe('formatPdfInfo', () => {
  it('has the keys in alphabetical order, and floats as YAML 1.1 knows them', () => {
    expect(formatPdfInfo(INFO)).toBe(
      [
        'AlphaS_Qs: [1.65, 4.0, 4.0, 99999.99999999985]',
        'AlphaS_Vals: [0.33074890793594997, 0.25, 0.24, 3.5e-07]',
        "Authors: ''",
        'ErrorType: replicas',
        'Flavors: [-5, 21, 5]',
        'Format: lhagrid1',
        'MDown: 0.0',
        'NumMembers: REPLACE_NREP',
        'Particle: 2212',
        'QMax: 100000.0',
        'Reference: null',
        'SetDesc: Evolved PDF from 1.65 GeV',
        'XMax: 1.0',
        'XMin: 1.0e-09',
      ].join('\n'),
    );
  });
  it('is undone by parsePdfInfo', () => {
    expect(parsePdfInfo(formatPdfInfo(INFO), 'a.info').raw).toEqual(INFO);
  });
  it.each([
    'a: b',
    '#1',
    'yes',
    'null',
    '12',
    '1e3',
    "it's",
    '- x',
    'trailing ',
    'two\nlines',
    '{}',
    'x #y',
    'q"',
  ])('keeps the text %j', (text) => {
    expect(parsePdfInfo(formatPdfInfo({ SetDesc: text }), 'a.info').raw).toEqual({ SetDesc: text });
  });
});

describe('writePdfSet', () => {
  const folder = join(scratch, 'nested', 'mine');
  const members = [centralMember(replicas), ...replicas];
  it('writes what readPdfSet reads', () => {
    writePdfSet(folder, { info: INFO, members });
    expect(readdirSync(folder)).toEqual([
      'mine.info',
      'mine_0000.dat',
      'mine_0001.dat',
      'mine_0002.dat',
      'mine_0003.dat',
    ]);
    const set = readPdfSet(folder);
    expect(set.info.members).toBe(4);
    set.members.forEach((member, k) => {
      const original = members[k];
      expect(member.header).toEqual(original?.header);
      member.subgrids.forEach(({ values }, i) => {
        expect(values.data).toBeAllclose(original?.subgrids[i]?.values.data ?? [], { rtol: 1e-7 });
      });
    });
  });
  it('leaves no .info where it could not write all members', () => {
    const broken = replica(7);
    broken.subgrids[0]?.values.data.fill(Infinity);
    expect(() => writePdfSet(folder, { info: INFO, members: [...members, broken] })).toThrow(LhapdfError);
    expect(existsSync(join(folder, 'mine.info'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
  it('needs a member', () => {
    expect(() => writePdfSet(folder, { info: INFO, members: [] })).toThrow('found no members');
  });
  it('names a place where nothing can be written, and leaves nothing behind', () => {
    writeFileSync(join(scratch, 'file'), '');
    expect(() => writePdfMember(join(scratch, 'file', 'a.dat'), replica(1))).toThrow(LhapdfError);
    expect(() => writePdfSet(join(scratch, 'file', 'set'), { info: INFO, members })).toThrow(LhapdfError);
    mkdirSync(join(scratch, 'odd', 'odd.info'), { recursive: true });
    expect(() => writePdfSet(join(scratch, 'odd'), { info: INFO, members })).toThrow('odd.info: found');
    mkdirSync(join(scratch, 'taken.dat'));
    expect(() => writePdfMember(join(scratch, 'taken.dat'), replica(1))).toThrow('taken.dat: found E');
    expect(readdirSync(scratch).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('DEMO_t0', () => {
  it('is the same at its nodes after writing and reading', () => {
    const central = readPdfMember(demoPath('lhapdf', 'DEMO_t0'));
    writePdfMember(join(scratch, 'demo.dat'), central);
    const again = parsePdfMember(readFileSync(join(scratch, 'demo.dat'), 'utf8'), 'demo.dat');
    again.subgrids.forEach((grid, k) => {
      expect(grid.x).toEqual(central.subgrids[k]?.x);
      expect(grid.values.data).toBeAllclose(central.subgrids[k]?.values.data ?? [], { rtol: 5e-8 });
    });
  });
});

sharedSuite('the tools of NNPDF', 'eko/reference/Basic_like', (path) => {
  const text = (...parts: string[]) => readFileSync(join(path, ...parts), 'utf8');
  it('wrote replicas with the same bytes', () => {
    for (const k of [1, 2, 3, 4]) {
      const recorded = text('nnfit', `replica_${k}`, 'Basic_like.dat');
      expect(formatPdfMember(parsePdfMember(recorded, 'a')) === recorded).toBe(true);
    }
  });
  it('wrote the mean of the replicas with the same bytes', () => {
    const kept = [1, 3, 4].map((k) =>
      parsePdfMember(text('nnfit', `replica_${k}`, 'Basic_like.dat'), `${k}`),
    );
    const recorded = text('postfit', 'Basic_like', 'Basic_like_0000.dat');
    expect(formatPdfMember(centralMember(kept)) === recorded).toBe(true);
  });
  it('wrote what is said of the set with the same bytes', () => {
    const recorded = text('nnfit', 'Basic_like.info');
    // What a parser gives back: text, numbers, null and lists of these.
    const fields = parsePdfInfo(recorded, 'a').raw as InfoFields;
    expect(formatPdfInfo(fields)).toBe(recorded);
  });
});
