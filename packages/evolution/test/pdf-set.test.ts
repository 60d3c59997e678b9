import '@parton/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { centralMember, loadPdfSet, readPdfSet, writePdfSet } from '@parton/lhapdf';
import { ndarray } from '@parton/ndarray';
import { afterAll, describe, expect, it } from 'vitest';
import { ekoFromBytes, EKO_PIDS, evolve, pdfInfo, pdfMembers } from '../src/index.ts';
import { ekoFiles, Q0, X } from './make-eko.ts';
import { tarOf } from './make-tar.ts';

const eko = ekoFromBytes(
  tarOf(ekoFiles((a, j, b, k, point) => (a === b && j === k ? 1 + point : 0))),
  'a.tar',
);
const x = Float64Array.of(1e-6, ...X);
const xf = Array.from({ length: 3 }, (_, r) =>
  EKO_PIDS.map((pid) => Array.from(x, (node) => (r + 1) * pid * node)),
);
const evolved = evolve(eko, { q2: Q0 ** 2, x, pids: EKO_PIDS, xf: ndarray(xf.flat(3), [3, 14, 9]) });
const members = pdfMembers(evolved, [4, 7, 10]);

const scratch = mkdtempSync(join(tmpdir(), 'set-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('pdfMembers', () => {
  it('has a member for each replica, and a grid for each number of flavours', () => {
    expect(members.map(({ header }) => header['FromMCReplica'])).toEqual(['4', '7', '10']);
    for (const { subgrids } of members) {
      expect(subgrids.map(({ q }) => [...q])).toEqual([
        [1.65, 4.92],
        [4.92, 100],
      ]);
      expect(subgrids.map(({ values }) => values.shape)).toEqual([
        [8, 2, 14],
        [8, 2, 14],
      ]);
    }
  });
  it('covers the nodes that the operators know', () => {
    expect(evolved.below).toBe(1);
    for (const { subgrids } of members) expect(subgrids[0]?.x).toEqual(X);
  });
  it('has every number at its place', () => {
    // Replica 7 is the second; the gluon is the eighth parton; point 3 is the second of nf = 5.
    const [k, q, pid] = [2, 1, 21];
    expect(members[1]?.subgrids[1]?.values.data[(k * 2 + q) * 14 + 7]).toBeAllclose(
      4 * 2 * pid * (X[k] ?? 0),
      {
        rtol: 1e-15,
      },
    );
  });
  it('needs an id for each replica', () => {
    expect(() => pdfMembers(evolved, [1, 2])).toThrow('found 2 ids, expected one for each of 3 replicas');
  });
});

describe('pdfInfo', () => {
  it('states what evolven3fit states', () => {
    expect(pdfInfo(eko, evolved)).toMatchObject({
      AlphaS_MZ: 0.118,
      AlphaS_OrderQCD: 2,
      AlphaS_Qs: [1.65, 4.92, 4.92, 100],
      // eko 0.15.7, below and above the bottom threshold
      AlphaS_Vals: [0.33074890793594997, 0.2134901078890125, 0.2137788307316781, 0.11638067733459424],
      Flavors: [22, -6, -5, -4, -3, -2, -1, 21, 1, 2, 3, 4, 5, 6],
      MZ: 91.2,
      NumFlavors: 5,
      NumMembers: 'REPLACE_NREP',
      QMax: 100,
      QMin: 1.65,
      SetDesc: 'Evolved PDF from 1.65 GeV',
      XMin: 1e-5,
      XMax: 1,
    });
  });
});

describe('a set that is written', () => {
  it('reads back with all members at their nodes, and the coupling', () => {
    const folder = join(scratch, 'evolved');
    writePdfSet(folder, { info: pdfInfo(eko, evolved), members: [centralMember(members), ...members] });
    const set = readPdfSet(folder);
    expect(set.members.slice(1).map(({ header }) => header)).toEqual(members.map(({ header }) => header));
    const pdf = loadPdfSet(folder);
    for (const [q, factor] of [
      [1.65, 1],
      [4.92, 3],
      [100, 4],
    ] as const) {
      const values = pdf.xfxGrid(EKO_PIDS, X, q);
      const replicas = [2, 1, 2, 3]; // the mean of all, then each
      const expected = replicas.map((r) =>
        EKO_PIDS.map((pid) => Array.from(X, (node) => factor * r * pid * node)),
      );
      expect(values.data).toBeAllclose(expected.flat(3), { rtol: 1e-7 });
    }
    expect(pdf.alphaS(100)).toBeAllclose(0.11638067733459424, { rtol: 1e-15 });
    expect(pdf.alphaS(4.92)).toBeAllclose(0.2137788307316781, { rtol: 1e-15 });
  });
});
