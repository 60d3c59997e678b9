import { demoPath } from '@parton/demo';
import { row } from '@parton/ndarray';
import { sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { alphaS, evolutionBasis, LhapdfError, readPdfMember, readPdfSet, xfx } from '../src/index.ts';

const folder = demoPath('lhapdf', 'DEMO_t0');
const set = readPdfSet(folder);
const central = readPdfMember(folder);
const Q0 = 1.65;

/** `int_xMin^1 g(x) dx` by Simpson's rule in ln x. */
function integrate(g: (x: Float64Array) => Float64Array, xMin: number): number {
  const intervals = 2000;
  const step = -Math.log(xMin) / intervals;
  const x = Float64Array.from({ length: intervals + 1 }, (_, i) => Math.exp(step * (i - intervals)));
  const weight = (i: number) => (i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2);
  return g(x).reduce((sum, value, i) => sum + (weight(i) * step * value * (x[i] ?? 0)) / 3, 0);
}
const number = (k: number) =>
  integrate((x) => row(evolutionBasis(central, x, Q0), k).data.map((xf, i) => xf / (x[i] ?? 1)), 2e-7);

describe('DEMO_t0', () => {
  it('is one member on two grids', () => {
    expect(set.name).toBe('DEMO_t0');
    expect(set.info).toMatchObject({ members: 1, errorType: 'replicas', raw: { QMin: Q0, NumFlavors: 5 } });
    expect(set.members).toEqual([central]);
    expect(central.header).toEqual({ PdfType: 'central', Format: 'lhagrid1' });
    expect(central.subgrids.map(({ values }) => values.shape)).toEqual([
      [50, 11, 11],
      [50, 22, 11],
    ]);
  });
  it('has the numbers of its file at the first node (line 7) and at the last', () => {
    const pids = [-5, -4, -3, -2, -1, 21];
    const written = [-3.157753e-17, 4.676237e-2, 5.566596e-1, 1.11332, 1.11332, 4.932907e-1];
    expect(pids.map((pid) => xfx(central, pid, 2e-7, Q0))).toEqual(written);
    expect(xfx(central, 2, 1, 1e4)).toBe(0);
  });
  it.each([
    [21, 2.5e-7, 1.7, 0.5528549110507655],
    [2, 1e-4, 1.65, 0.5484242422115405],
    [-3, 0.0123, 4, 0.23051988092179573],
    [5, 0.3, 4.92, 9.623183892952342e-5],
    [-1, 0.97, 50, -3.156453067229251e-7],
    [4, 0.5, 9999, 0.00030113022351472093],
  ])('parton %i at x = %d, Q = %d is that of a Python stand-in for LHAPDF', (pid, x, q, expected) => {
    expect(xfx(central, pid, x, q)).toBeAllclose(expected, { rtol: 1e-12 });
  });
  it('fulfils the sum rules: momentum 1, three valence quarks, one more u than d', () => {
    const momentum = integrate((x) => {
      const fk = evolutionBasis(central, x, Q0);
      return row(fk, 1).data.map((sigma, i) => sigma + (row(fk, 2).data[i] ?? 0));
    }, 2e-7);
    expect(momentum).toBeAllclose(1, { atol: 1e-3 });
    expect(number(3)).toBeAllclose(3, { atol: 0.02 });
    expect(number(4)).toBeAllclose(1, { atol: 0.02 });
  });
  it('has no bottom below its threshold, and jumps there by no more than the matching of the evolution', () => {
    for (const x of [1e-4, 0.1]) {
      expect(xfx(central, 5, x, 4.9)).toBeAllclose(0, { atol: 1e-15 });
      for (const pid of [21, 1, 2, 3, -1, -2, -3]) {
        const above = xfx(central, pid, x, 4.92);
        expect(xfx(central, pid, x, 4.92 * (1 - 1e-9))).toBeAllclose(above, { rtol: 0.02 });
      }
    }
  });
  it('covers the x grid of the FK tables, whose first point was rounded', () => {
    expect(xfx(central, 21, 1.9999999999999954e-7, Q0)).toBe(xfx(central, 21, 2e-7, Q0));
  });
  it.each([
    [1.65, 0.33074891],
    [1.7, 0.32581738774222313],
    [4.9, 0.21377359186992295],
    [4.92, 0.21377883],
    [5, 0.2128255700231173],
    [91.2, 0.11800001408417445],
    [9000, 0.07001210080563319],
  ])('alpha_s(%d) is that of the stand-in', (q, expected) => {
    expect(alphaS(set, q)).toBeAllclose(expected, { rtol: 1e-12 });
  });
  it('has no alpha_s outside its table', () => {
    expect(() => alphaS(set, 1.6)).toThrow(
      'DEMO_t0.info AlphaS_Qs: found Q = 1.6 GeV, expected Q in [1.65, 10000] GeV',
    );
    const without = { ...set, info: { ...set.info, alphaS: undefined } };
    expect(() => alphaS(without, 91.2)).toThrow('AlphaS_Qs: found nothing');
  });
});

describe('alphaS', () => {
  const table = (q: number[], values: number[]) => ({
    ...set,
    info: { ...set.info, alphaS: { q: Float64Array.from(q), values: Float64Array.from(values) } },
  });
  it('does not look across thresholds', () => {
    const step = table([1, 2, 2, 4, 8], [0.5, 0.5, 0.2, 0.2, 0.2]);
    expect([1, 1.9, 2, 3, 8].map((q) => alphaS(step, q))).toBeAllclose([0.5, 0.5, 0.2, 0.2, 0.2], {
      rtol: 1e-15,
    });
  });
  it('takes a threshold at the end of the table', () => {
    expect(alphaS(table([1, 2, 2], [0.5, 0.4, 0.3]), 2)).toBe(0.3);
  });
});

describe('readPdfSet', () => {
  it('names what is missing', () => {
    expect(() => readPdfSet(demoPath('lhapdf', 'DEMO_t1'))).toThrow(LhapdfError);
    expect(() => readPdfSet(demoPath('lhapdf', 'DEMO_t1'))).toThrow('DEMO_t1.info: found no such file');
    expect(() => readPdfSet(folder, { members: [0, 3] })).toThrow('DEMO_t0_0003.dat: found no such file');
    expect(() => readPdfMember(folder, 12)).toThrow('DEMO_t0_0012.dat');
  });
});

sharedSuite('NNPDF4.0', 'nnpdf/pdfsets/NNPDF40_nnlo_as_01180', (path) => {
  it.each([
    [21, 1.1e-9, 1.7, -0.43018143664638286],
    [2, 1e-4, 1.65, 0.5123424800781957],
    [-3, 0.0123, 4, 0.2890768277946652],
    [5, 0.3, 4.92, 0],
    [-1, 0.97, 50, 7.623684775999689e-7],
    [4, 0.5, 99999, 0.0009838642628600405],
    [21, 0.1, 4.9, 1.258991968453841],
  ])('parton %i at x = %d, Q = %d is that of the stand-in', (pid, x, q, expected) => {
    expect(xfx(readPdfMember(path), pid, x, q)).toBeAllclose(expected, { rtol: 1e-12 });
  });
  it('has its strong coupling, and members that were asked for', () => {
    const { members, ...nnpdf } = readPdfSet(path, { members: [1, 2] });
    expect(members.map(({ header }) => header['FromMCReplica'])).toEqual(['367', '538']);
    expect(alphaS({ ...nnpdf, members }, 91.2)).toBeAllclose(0.11799973394254613, { rtol: 1e-12 });
    expect(alphaS({ ...nnpdf, members }, 4.9)).toBeAllclose(0.2140556765915736, { rtol: 1e-12 });
  });
});
