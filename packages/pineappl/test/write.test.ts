import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { isLz4Frame } from '@parton/lz4';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  type FkTable,
  fkTable,
  type Grid,
  PineapplError,
  readFkTable,
  readPineappl,
  writeFkTable,
  writePineappl,
} from '../src/index.ts';
import { FILES } from './files.ts';
import { disGrid, hadronicGrid, interpolationGrid } from './grids.ts';

const DEMO = demoPath('theories', 'theory_900', 'fastkernel');
const demoFiles = readdirSync(DEMO).filter((name) => name.endsWith('.pineappl.lz4'));
const unpolarised = { type: 'UnpolPDF', pid: 2212 } as const;

describe('writePineappl', () => {
  it.each<[string, Grid]>([
    ['one hadron', disGrid()],
    ['two hadrons', hadronicGrid()],
    ['a subgrid with nodes by rule', interpolationGrid()],
    ['no filled subgrid', disGrid({ subgrids: Array<undefined>(4).fill(undefined) })],
    ['a filled grid of PineAPPL 1.5.0', readPineappl(FILES.interp)],
    ['version 0, one hadron', readPineappl(FILES.dis)],
    ['version 0, two hadrons', readPineappl(FILES.pp)],
    ['version 0, two scales', readPineappl(FILES.scales)],
  ])('is undone by reading: %s', (_, grid) => {
    const expected = { ...grid, fileVersion: 1 };
    const plain = writePineappl(grid);
    expect(isLz4Frame(plain)).toBe(false);
    expect(readPineappl(plain)).toEqual(expected);
    const compressed = writePineappl(grid, { compressed: true });
    expect(isLz4Frame(compressed)).toBe(true);
    expect(readPineappl(compressed)).toEqual(expected);
  });

  it('writes every table of the demo with the same content, and not much longer', () => {
    for (const name of demoFiles) {
      const bytes = readFileSync(join(DEMO, name));
      const written = writePineappl(readPineappl(bytes), { compressed: true });
      expect(Buffer.compare(writePineappl(readPineappl(written)), writePineappl(readPineappl(bytes)))).toBe(
        0,
      );
      expect(written.length).toBeLessThan(1.3 * bytes.length);
    }
  });

  const [order] = disGrid().orders;
  const [subgrid] = disGrid().subgrids;
  if (order === undefined || subgrid === undefined) throw new Error('the example is empty');
  const first = (change: Partial<typeof subgrid>): Partial<Grid> => ({
    subgrids: disGrid().subgrids.map((other, k) => (k === 0 ? { ...subgrid, ...change } : other)),
  });
  it.each<[string, Partial<Grid>, string]>([
    [
      'a missing subgrid',
      { subgrids: disGrid().subgrids.slice(1) },
      'subgrids: found 3, expected 4 for [1, 2, 2]',
    ],
    ['no subgrid', { subgrids: [], channels: [] }, 'subgrids: found 0, expected 1'],
    [
      'a large power',
      { orders: [{ ...order, alphas: 256 }] },
      'found 256, expected a whole number from 0 to 255',
    ],
    ['a broken power', { orders: [{ ...order, alpha: 0.5 }] }, 'found 0.5, expected a whole number'],
    ['a large pid', { channels: [[{ pids: [2 ** 31], factor: 1 }], []] }, 'from -2147483648 to 2147483647'],
    [
      'an unknown scale',
      { scales: { ...disGrid().scales, factorization: { name: 'X', scales: [] } } },
      'found X',
    ],
    [
      'missing scales',
      { scales: { ...disGrid().scales, factorization: { name: 'Prod', scales: [0] } } },
      '2 scales for Prod',
    ],
    [
      'a run too long',
      first({ lengths: Uint32Array.of(1, 9) }),
      'subgrid 0: found a run up to 11, expected at most 3',
    ],
    ['another axis', first({ axes: [Float64Array.of(1), Float64Array.of(1)] }), 'found 1 nodes on axis 1'],
    [
      'both kinds of axes',
      first({ axes: [Float64Array.of(1), ...(interpolationGrid().subgrids[1]?.axes.slice(1) ?? [])] }),
      'both listed and by rule',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => writePineappl(disGrid(change))).toThrow(PineapplError);
    expect(() => writePineappl(disGrid(change))).toThrow(message);
  });
});

describe('writeFkTable', () => {
  it.each<[string, FkTable]>([
    ['one hadron', fkTable(disGrid())],
    ['two hadrons', fkTable(hadronicGrid())],
    ['numbers of many sizes', { ...fkTable(disGrid()), values: manySizes() }],
  ])('is undone by reading, but for the last place: %s', (_, table) => {
    const once = readFkTable(writeFkTable(table));
    expect({ ...once, values: table.values }).toEqual(table);
    expect(once.values.data).toBeAllclose(table.values.data, { rtol: 2 ** -52 });
    expect(readFkTable(writeFkTable(once, { compressed: true }))).toEqual(once);
  });

  it('keeps every bit of a table that was read from a file without bin normalisations', () => {
    const grids = demoFiles.map((name) => readPineappl(readFileSync(join(DEMO, name))));
    const plain = grids.filter(({ bins }) => bins.every(({ normalization }) => normalization === 1));
    expect(plain.length).toBeGreaterThan(10);
    for (const table of plain.map((grid) => fkTable(grid))) {
      expect(Buffer.compare(bits(readFkTable(writeFkTable(table))), bits(table))).toBe(0);
    }
  });

  const table = fkTable(hadronicGrid({ convolutions: [unpolarised, unpolarised] }));
  const values = (change: (data: Float64Array) => Float64Array) => ({
    values: { ...table.values, data: change(table.values.data) },
  });
  it.each<[string, Partial<FkTable>, string]>([
    [
      'another shape',
      { channels: [1] },
      'values: found [1, 2, 3, 3] for 2 PDFs, expected [1, 1, 3, 3] for 2 hadrons',
    ],
    ['another number of PDFs', { hadrons: 1 }, 'for 1 hadrons'],
    ['an unknown channel', { channels: [16, 196] }, 'channels: found 196, expected below 196'],
    ['only zeros', values((data) => data.map(() => 0)), 'found only zeros'],
    ['infinity', values((data) => data.map(() => Infinity)), 'bin 0: found a value that is not finite'],
  ])('refuses %s', (_, change, message) => {
    const write = () => writeFkTable({ ...table, ...change });
    expect(write).toThrow(PineapplError);
    expect(write).toThrow(message);
  });
});

function bits({ values: { data } }: FkTable): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** `[2, 2, 4]` numbers between 1e-300 and 1e300 of both signs. */
function manySizes() {
  const data = Float64Array.from({ length: 16 }, (_, k) => Math.sin(3 * k + 1) * 10 ** (40 * k - 300));
  return { shape: [2, 2, 4], data };
}
