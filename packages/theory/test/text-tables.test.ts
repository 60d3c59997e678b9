import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { loadOperands, TheoryError } from '../src/index.ts';
import { cfactorFile, makeTheory } from './make-theory.ts';

/** The table `B` of {@link makeTheory}, in the text format: the numbers are for x f(x), and so divided by x. */
const TEXT = `{GridDesc___
_VersionInfo___
_GridInfo___
*SETNAME: B
*HADRONIC: 0
*NDATA: 4
*NX: 2
{FlavourMap___
0 0 0 0 1 0 0 0 0 0 0 0 0 0
_TheoryInfo___
*Q0: 1.65
{xGrid___
0.25
0.5
{FastKernel___
${[7, 8, 9, 10, 11, 12, 13, 14].map(row).join('\n')}
`;

function row(value: number, k: number): string {
  const node = k % 2;
  return `${Math.floor(k / 2)} ${node} 0 0 0 0 ${value / (node === 0 ? 0.25 : 0.5)} 0 0 0 0 0 0 0 0 0`;
}

/** A theory whose table `B` is this file instead. */
function textTheory(file: string | Uint8Array, cfactors?: Readonly<Record<string, string>>): string {
  const folder = makeTheory(cfactors);
  rmSync(join(folder, 'fastkernel', 'B.pineappl.lz4'));
  writeFileSync(join(folder, 'fastkernel', 'FK_B.dat'), file);
  return folder;
}

const theory = {
  operation: 'NULL',
  operands: [['B']],
  conversionFactor: 2,
  shifts: {},
  normalization: {},
} as const;
const load = (folder: string, ...cfac: string[]) =>
  loadOperands({ folders: [folder], theory, kept: [0, 3], cfac });

describe('tables in text', () => {
  const operands = load(makeTheory());

  it.each([
    ['as they are', TEXT],
    ['gzipped', gzipSync(TEXT)],
  ])('predict as the same tables of PineAPPL do: %s', (_, file) => {
    const folder = textTheory(file);
    const files = [join(folder, 'fastkernel', 'FK_B.dat')];
    const [operand] = load(folder);
    expect({ ...operand, q0: undefined }).toEqual({ ...operands[0], files, q0: undefined });
    expect(operand?.q0).toBeCloseTo(operands[0]?.q0 ?? 0, 14);
  });

  it('come after those of PineAPPL in the same folder, and before those of the next', () => {
    const folder = textTheory('no table');
    const places = (folders: string[]) => loadOperands({ folders, theory, kept: [0], cfac: [] });
    expect(() => places([folder, makeTheory()])).toThrow('FK_B.dat:1: found no table');
    const both = makeTheory();
    writeFileSync(join(both, 'fastkernel', 'FK_B.dat'), 'no table');
    expect(places([both])[0]?.files).toEqual([join(both, 'fastkernel', 'B.pineappl.lz4')]);
  });

  it('take C-factors of one for any number of bins, but no others', () => {
    const cfactors = {
      'CF_ONE_B.dat': cfactorFile(1),
      'CF_TWO_B.dat': cfactorFile(1, 2),
      'CF_QCD_B.dat': cfactorFile(1, 2, 3, 4),
    };
    const folder = textTheory(TEXT, cfactors);
    expect(load(folder, 'ONE')[0]?.values).toEqual(operands[0]?.values);
    expect(load(folder, 'ONE', 'QCD')[0]?.values.data[3]).toBe(4 * (operands[0]?.values.data[3] ?? 0));
    expect(() => load(folder, 'TWO')).toThrow('CF_TWO_B.dat: found 2 factors, expected 4');
    expect(() => load(makeTheory(cfactors), 'ONE')).toThrow('CF_ONE_B.dat: found 1 factors, expected 4');
  });

  it('that are damaged gzip files are named', () => {
    const folder = textTheory(gzipSync(TEXT).subarray(0, 100));
    expect(() => load(folder)).toThrow(TheoryError);
    expect(() => load(folder)).toThrow(join(folder, 'fastkernel', 'FK_B.dat'));
  });
});
