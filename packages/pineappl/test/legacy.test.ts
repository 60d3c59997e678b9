import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { fkTable, PineapplError, readFkTable, readLegacyFkTable, writeFkTable } from '../src/index.ts';
import { disGrid, hadronicGrid } from './grids.ts';
import { legacyText, tar } from './legacy-text.ts';
import { toyPrediction } from './toy-prediction.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const unpolarised = { type: 'UnpolPDF', pid: 2212 } as const;
const dis = fkTable(disGrid());
const hadronic = fkTable(hadronicGrid({ convolutions: [unpolarised, unpolarised] }));
const demo = (name: string) => {
  const file = demoPath('theories', 'theory_900', 'fastkernel', `${name}.pineappl.lz4`);
  return readFkTable(readFileSync(file), file);
};

const WRITTEN = `{GridDesc___________________________________________________
-----------------------------------------------------------
 {anything goes_ here}
_VersionInfo________________________________________________
*APFEL: 2.7.1
_GridInfo___________________________________________________
*SETNAME: TEST
*HADRONIC: 0
*NDATA: 3
*NX: 2
{FlavourMap_________________________________________________
0 1 1 0 0 0 0 0 0 1 0 0 0 0
_TheoryInfo_________________________________________________
*ID: 52
*Q0: 1.65
*PTO: 2
*Comments: NNLO: 52
{xGrid______________________________________________________
1.000000E-01
0.5
{FastKernel_________________________________________________
2\t1\t0\t-1.5e-2\t2\t0\t0\t0\t0\t0\t0\t3\t0\t0\t0\t0
0 0   9 4 5 0 0 0 0 0 0 6 0 0 0 0

0 1   0 7 0 0 0 0 0 0 0 0 0 0 0 1e3
`;

describe('readLegacyFkTable', () => {
  it('takes the numbers as they are, from rows in any order; what is missing is zero', () => {
    const table = readLegacyFkTable(utf8(WRITTEN), 'FK_TEST.dat');
    expect(table).toMatchObject({ hadrons: 1, q0: 1.65, channels: [1, 2, 9], convolutions: ['UnpolPDF'] });
    expect(table.x).toEqual(Float64Array.of(0.1, 0.5));
    expect(table.values.shape).toEqual([3, 3, 2]);
    // Flavours without a 1 in the map are dropped, whatever their columns hold.
    const bins = [
      [4, 7, 5, 0, 6, 0],
      [0, 0, 0, 0, 0, 0],
      [0, -0.015, 0, 2, 0, 3],
    ];
    expect(table.values.data).toEqual(Float64Array.from(bins.flat()));
    expect(table.metadata.get('Comments')).toBe('NNLO: 52');
    expect(table.metadata.get('GridDesc')).toContain('{anything goes_ here}');
  });

  it('does not mind how lines end', () => {
    const table = readLegacyFkTable(utf8(WRITTEN));
    expect(readLegacyFkTable(utf8(WRITTEN.replaceAll('\n', '\r\n')))).toEqual(table);
    expect(readLegacyFkTable(utf8(WRITTEN.trimEnd()))).toEqual(table);
  });

  it.each([
    ['one hadron', dis],
    ['two hadrons', hadronic],
    ['a demo table of one hadron', demo('NMC_NC_NOTFIXED_DEMO_DP_F2_D')],
    ['a demo table of two', demo('DYE866_Z0_800GEV_DEMO_RATIO_D')],
  ])('gives the predictions of the same table as PineAPPL: %s', (_, table) => {
    const text = readLegacyFkTable(utf8(legacyText(table)));
    expect({ ...text, metadata: table.metadata }).toEqual(table);
    const file = readFkTable(writeFkTable(table));
    expect(toyPrediction(text)).toBeAllclose(toyPrediction(file), { rtol: 1e-13 });
  });

  it('reads an archive of the file alone', () => {
    const data = utf8(WRITTEN);
    const table = readLegacyFkTable(data);
    expect(readLegacyFkTable(tar([{ data }]))).toEqual(table);
    const longName = { data: utf8('a long name'), type: 'L' };
    expect(readLegacyFkTable(tar([longName, { data }]))).toEqual(table);
    expect(() => readLegacyFkTable(tar([]))).toThrow('found ????????');
    const read =
      (...members: Parameters<typeof tar>[0]) =>
      () =>
        readLegacyFkTable(tar(members), 'FK.dat');
    expect(read({ data }, { data })).toThrow('found a second member, expected an archive of one file');
    expect(read({ data, type: '5' })).toThrow('FK.dat byte 0: found a member that is no file');
    expect(read(longName)).toThrow('found an empty archive');
    const cut = tar([{ data }]).subarray(0, 1024);
    expect(() => readLegacyFkTable(cut)).toThrow('expected at most 512 bytes');
  });

  it.each([
    ['no text', () => '', 'line 1', 'section FastKernel'],
    [
      'a missing section',
      (text: string) => text.replace('{xGrid', '{yGrid'),
      ':21',
      'section xGrid before it',
    ],
    ['a section twice', (text: string) => text.replace('{xGrid', '{GridDesc'), ':18', 'another section'],
    ['text before the sections', (text: string) => `x${text}`, ':1', 'a section, such as {GridDesc___'],
    ['a line without key', (text: string) => text.replace('*PTO:', 'PTO:'), ':16', '*KEY: value'],
    ['other hadrons', (text: string) => text.replace('HADRONIC: 0', 'HADRONIC: 2'), '*HADRONIC', '0 or 1'],
    ['no scale', (text: string) => text.replace('Q0: 1.65', 'Q0: -1'), '*Q0', 'a scale in GeV'],
    ['no data', (text: string) => text.replace('NDATA: 3', 'NDATA: 0'), '*NDATA', 'from 1 to 4294967296'],
    ['no number of data', (text: string) => text.replace('*NDATA', '*N'), '*NDATA', 'a whole number'],
    ['too many nodes', (text: string) => text.replace('NX: 2', 'NX: 70000'), '*NX', 'from 1 to 65536'],
    ['another number of nodes', (text: string) => text.replace('NX: 2', 'NX: 3'), 'xGrid', '3 as *NX says'],
    ['descending nodes', (text: string) => text.replace('\n0.5\n', '\n0.05\n'), 'xGrid', 'above 0.1'],
    ['a node above 1', (text: string) => text.replace('\n0.5\n', '\n1.5\n'), 'xGrid', 'at most 1'],
    ['a short map', (text: string) => text.replace('0 1 1 ', '1 1 '), 'FlavourMap', 'expected 14'],
    ['another map', (text: string) => text.replace('0 1 1 ', '0 1 2 '), 'FlavourMap', '0 or 1'],
    [
      'an empty map',
      (text: string) => text.replace('1 1 0 0 0 0 0 0 1', '0 0 0 0 0 0 0 0 0'),
      'FlavourMap',
      'one',
    ],
    [
      'a short row',
      (text: string) => text.replace('0 0   9', '0   9'),
      ':23',
      'found 15 numbers, expected 16',
    ],
    ['another bin', (text: string) => text.replace('0 0   9', '3 0   9'), ':23', 'from 0 to 2'],
    ['another node', (text: string) => text.replace('0 0   9', '0 2   9'), ':23', 'from 0 to 1'],
    ['a row twice', (text: string) => text.replace('0 0   9', '0 1   9'), ':25', 'row 0 1 once more'],
    ['no number', (text: string) => text.replace('9 4 5', '9 4x 5'), ':23', 'found 4x, expected a number'],
    ['infinity', (text: string) => text.replace('9 4 5', '9 -inf 5'), ':23', 'found -inf'],
    [
      'a large table',
      (text: string) => text.replace('NDATA: 3', 'NDATA: 99999999'),
      ':21',
      'at most 1073741824',
    ],
  ])('refuses %s', (_, change, place, message) => {
    const text = change(WRITTEN);
    expect(text).not.toBe(WRITTEN);
    const read = () => readLegacyFkTable(utf8(text), 'FK_TEST.dat');
    expect(read).toThrow(PineapplError);
    expect(read).toThrow(message);
    expect(read).toThrow(place === 'line 1' ? 'FK_TEST.dat:1' : place);
  });
});
