import '@parton/testing';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoPath } from '@parton/demo';
import { row } from '@parton/ndarray';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as core from '../src/core.ts';
import * as all from '../src/index.ts';
import { LhapdfError, loadPdfSet, parsePdfMember, parsePdfSet, toPdf, xfx } from '../src/index.ts';
import { memberText } from './synthetic.ts';

const texts = [1, 2, 3].map((k) => memberText((pid, x, q) => k * (pid + Math.log(x) * Math.log(q))));
const info = 'SetDesc: toy\nNumMembers: 3\nAlphaS_Qs: [2, 5, 100]\nAlphaS_Vals: [0.3, 0.2, 0.1]\n';
const pdf = toPdf(parsePdfSet('TOY', { info, members: texts }));

describe('toPdf', () => {
  it('is a function of flavour, x and Q, for all members at once', () => {
    const values = pdf.xfx(21, 0.02, 7);
    texts.forEach((text, k) => expect(values[k]).toBe(xfx(parsePdfMember(text, 'a'), 21, 0.02, 7)));
    // Linear in ln x and ln Q, so that the interpolation is exact.
    const expected = [1, 2, 3].map((k) => k * (21 + Math.log(0.02) * Math.log(7)));
    expect(values).toBeAllclose(expected, { rtol: 1e-12 });
  });
  it('takes several flavours and points', () => {
    const x = [1e-4, 0.02, 0.7];
    const grid = pdf.xfxGrid([2, -2, 21], x, 3);
    expect(grid.shape).toEqual([3, 3, 3]);
    x.forEach((value, n) => {
      expect([0, 1, 2].map((m) => row(row(grid, m), 1).data[n])).toEqual([...pdf.xfx(-2, value, 3)]);
    });
  });
  it('knows its members, flavours and coupling', () => {
    expect(pdf.name).toBe('TOY');
    expect(pdf.members).toBe(3);
    expect(pdf.flavours.toSorted((a, b) => a - b)).toEqual([-5, -2, -1, 1, 2, 5, 21]);
    expect(pdf.alphaS(5)).toBe(0.2);
    expect(pdf.xfx(6, 0.1, 10)).toEqual(new Float64Array(3));
  });
  it('does not extrapolate', () => {
    expect(() => pdf.xfx(21, 1e-9, 10)).toThrow(LhapdfError);
    expect(() => pdf.xfx(21, 0.1, 1)).toThrow('TOY_0000.dat: found x = 0.1, Q = 1 GeV');
  });
});

describe('parsePdfSet', () => {
  it('names the file of the text that is broken', () => {
    expect(() => parsePdfSet('TOY', { info, members: [texts[0] ?? '', 'x'] })).toThrow('TOY_0001.dat:1');
    expect(() => parsePdfSet('TOY', { info: '', members: [] })).toThrow('TOY.info: found no keys');
  });
});

describe('loadPdfSet', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const folder = demoPath('lhapdf', 'DEMO_t0');
  it('reads a folder', () => {
    const demo = loadPdfSet(folder);
    expect([demo.name, demo.members]).toEqual(['DEMO_t0', 1]);
    // Line 7 of the file.
    expect(demo.xfx(21, 2e-7, 1.65)).toEqual(Float64Array.of(4.932907e-1));
    expect(demo.alphaS(91.2)).toBeAllclose(0.11800001408417445, { rtol: 1e-12 });
  });
  it('looks names up where LHAPDF does', () => {
    vi.stubEnv('LHAPDF_DATA_PATH', `/nowhere:${dirname(folder)}`);
    expect(loadPdfSet('DEMO_t0', { members: [0] }).name).toBe('DEMO_t0');
    expect(() => loadPdfSet('DEMO_t1')).toThrow(
      'DEMO_t1: found no such set, expected a folder with an .info file, here or in',
    );
    vi.stubEnv('LHAPDF_DATA_PATH', '');
    expect(() => loadPdfSet('DEMO_t0')).toThrow('LHAPDF_DATA_PATH (not set)');
  });
});

describe('the core', () => {
  const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
  /** What a file imports, and what these import, within the package. */
  const imports = (file: string, seen = new Map<string, string[]>()): Map<string, string[]> => {
    if (seen.has(file)) return seen;
    const matches = readFileSync(join(SRC, file), 'utf8').matchAll(/from '([^']+)'/g);
    const names = [...matches].map(([, name = '']) => name);
    seen.set(file, names);
    for (const name of names) if (name.startsWith('./')) imports(name.slice(2), seen);
    return seen;
  };
  it('needs nothing of Node', () => {
    const files = imports('core.ts');
    expect([...files.keys()]).toContain('pdf-member.ts');
    expect([...files.values()].flat().filter((name) => name.startsWith('node:'))).toEqual([]);
  });
  it('lacks the reading and writing of files alone', () => {
    expect(
      Object.keys(all)
        .filter((name) => !(name in core))
        .sort(),
    ).toEqual(['loadPdfSet', 'readPdfMember', 'readPdfSet', 'writePdfInfo', 'writePdfMember', 'writePdfSet']);
  });
});
