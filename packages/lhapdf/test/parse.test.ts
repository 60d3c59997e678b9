import { describe, expect, it } from 'vitest';
import { LhapdfError, parsePdfInfo, parsePdfMember } from '../src/index.ts';
import { memberText } from './synthetic.ts';

const text = memberText((pid, x, q) => pid + x + q);
const lines = text.split('\n');
const edited = (line: number, ...replacement: string[]) =>
  lines.toSpliced(line - 1, 1, ...replacement).join('\n');
const parsing = (broken: string) => () => parsePdfMember(broken, 'set_0007.dat');

describe('parsePdfMember', () => {
  it('reads header, nodes, flavours and values', () => {
    const { file, header, subgrids } = parsePdfMember(text, 'set_0007.dat');
    expect(file).toBe('set_0007.dat');
    expect(header).toEqual({ PdfType: 'replica', Format: 'lhagrid1', FromMCReplica: '7' });
    expect(subgrids.map(({ values }) => values.shape)).toEqual([
      [7, 3, 5],
      [7, 4, 7],
    ]);
    const [low, high] = subgrids;
    expect(low?.q).toEqual(Float64Array.of(2, 3, 5));
    expect(high?.pids).toEqual([-5, -2, -1, 21, 1, 2, 5]);
    expect(high?.values.data[(3 * 4 + 2) * 7 + 3]).toBe(21 + 0.01 + 20);
  });
  it('does not care how lines end or numbers are spaced', () => {
    const loose = lines
      .map((line) => (line.includes('-5 -2') ? '  -5  -2\t-1 21 1 2 5 ' : line))
      .join('\r\n');
    expect(parsePdfMember(loose, 'a')).toEqual(parsePdfMember(text, 'a'));
  });
  it.each([
    ['cut off in a grid', lines.slice(0, 20).join('\n'), 'set_0007.dat:20: found'],
    ['cut off between grids', lines.slice(0, 4).join('\n'), 'set_0007.dat:4: found "---"'],
    ['empty', '', 'set_0007.dat:1: found ""'],
    ['a line too few', edited(10), 'set_0007.dat:28: found 20 lines of values, expected 21 for 7 x and 3 Q'],
    ['a number too few', edited(10, '1 2 3 4'), 'set_0007.dat:10: found 4 numbers, expected 5'],
    ['not a number', edited(10, '1 2 3 nan 5'), 'set_0007.dat:10: found "nan", expected a number'],
    [
      'nodes that fall',
      edited(6, '2 5 3'),
      'set_0007.dat:6: found 3 as node 3, expected ascending nodes > 0',
    ],
    ['a node of zero', edited(6, '0 3 5'), 'set_0007.dat:6: found 0 as node 1'],
    ['one node', edited(6, '5'), 'set_0007.dat:6: found 1 nodes, expected at least 2'],
    [
      'grids that do not join',
      edited(6, '2 3 4'),
      'set_0007.dat:31: found a grid from Q = 5, expected Q = 4',
    ],
    ['another format', edited(2, 'Format: lhagrid2'), 'set_0007.dat Format: found lhagrid2'],
    ['a stray line', edited(1, 'hello'), 'set_0007.dat:1: found "hello"'],
  ])('refuses %s', (_, broken, message) => {
    expect(parsing(broken)).toThrow(LhapdfError);
    expect(parsing(broken)).toThrow(message);
  });
});

describe('parsePdfInfo', () => {
  const info = [
    'SetDesc: "a: set"',
    'NumMembers: 101',
    'ErrorType: replicas',
    'AlphaS_Qs: [1, 2]',
    'AlphaS_Vals: [0.4, 0.3]',
  ];
  const parse = (...changed: string[]) => parsePdfInfo([...info, ...changed].join('\n'), 'set.info');
  it('reads what is needed and keeps the rest', () => {
    expect(parse('Particle: 2212')).toMatchObject({
      description: 'a: set',
      members: 101,
      errorType: 'replicas',
      alphaS: { q: Float64Array.of(1, 2), values: Float64Array.of(0.4, 0.3) },
      raw: { Particle: 2212 },
    });
  });
  it('takes a set without a table of alpha_s, or with the placeholder of an unfinished fit', () => {
    expect(parsePdfInfo('NumMembers: REPLACE_NREP', 'set.info')).toMatchObject({
      members: undefined,
      alphaS: undefined,
    });
  });
  it('names file, line and key', () => {
    expect(() => parse('Format: [')).toThrow('set.info:6: found');
    expect(() => parse('Format: grid')).toThrow('set.info Format: found grid');
    expect(() => parsePdfInfo('', 'set.info')).toThrow('set.info: found no keys');
    expect(() => parsePdfInfo('AlphaS_Qs: [1, 2]\nAlphaS_Vals: 3', 'set.info')).toThrow(
      'set.info AlphaS_Vals: found 3',
    );
    expect(() => parsePdfInfo('AlphaS_Qs: [1, 2]\nAlphaS_Vals: [3]', 'set.info')).toThrow(
      '1 values, expected 2',
    );
    expect(() => parsePdfInfo('AlphaS_Qs: [2, 1]\nAlphaS_Vals: [3, 3]', 'set.info')).toThrow('1 as number 2');
  });
});
