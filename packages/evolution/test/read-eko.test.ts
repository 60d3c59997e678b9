import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressLz4Frame } from '@parton/lz4';
import { zeros } from '@parton/ndarray';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { type Eko, ekoFromBytes, EvolutionError, openEko } from '../src/index.ts';
import {
  ekoFiles,
  type Element,
  METADATA,
  npy,
  OPERATOR,
  operatorArray,
  Q0,
  text,
  THEORY,
  X,
} from './make-eko.ts';
import { tarOf } from './make-tar.ts';

const element: Element = (a, j, b, k, point) => a + j / 8 + (b + k / 8) / 32 + point / 1024;
const files = ekoFiles(element);
const read = (changed: Record<string, Uint8Array | undefined> = {}) => {
  const all = Object.entries({ ...files, ...changed });
  return ekoFromBytes(
    tarOf(Object.fromEntries(all.flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))),
    'a.tar',
  );
};

const scratch = mkdtempSync(join(tmpdir(), 'eko-'));
afterAll(() => rmSync(scratch, { recursive: true }));
function folderOf(name: string, contents: Record<string, Uint8Array>): string {
  mkdirSync(join(scratch, name, 'operators'), { recursive: true });
  for (const [path, bytes] of Object.entries(contents)) writeFileSync(join(scratch, name, path), bytes);
  return join(scratch, name);
}
function fileOf(name: string, bytes: Uint8Array): string {
  writeFileSync(join(scratch, name), bytes);
  return join(scratch, name);
}

describe('an EKO', () => {
  const expectContent = (eko: Eko) => {
    expect(eko.q2).toBe(Q0 ** 2);
    expect(eko.points).toEqual([
      { q: 1.65, nf: 4 },
      { q: 4.92, nf: 4 },
      { q: 4.92, nf: 5 },
      { q: 100, nf: 5 },
    ]);
    expect(eko.x).toEqual(X);
    expect(eko.theory).toEqual({
      order: [3, 0],
      alphaS: { value: 0.118, q: 91.2, nf: 5 },
      masses: [1.51, 4.92, 172.5],
      thresholds: [1.51, 4.92, Infinity],
      massScheme: 'pole',
      running: 'expanded',
    });
    for (const i of eko.points.keys()) expect(eko.operator(i)).toEqual(operatorArray(element, i));
  };
  it('is read from bytes, a tar file and a folder alike', () => {
    expectContent(read());
    expectContent(openEko(fileOf('eko.tar', tarOf(files))));
    expectContent(openEko(folderOf('eko', files)));
  });
  it('is sorted by flavour number and scale, however its card is', () => {
    const mugrid = OPERATOR.replace(/mugrid:[^]*/, 'mugrid: [[100.0, 5], [4.92, 5], [4.92, 4], [1.65, 4]]\n');
    expectContent(read({ 'operator.yaml': text(mugrid) }));
  });
  it('of an older version has its nodes and its reference scale under other keys', () => {
    const metadata = METADATA.replace('data_version: 3', 'data_version: 1').replace(
      'xgrid: ',
      'bases:\n  xgrid: ',
    );
    const theory = THEORY.replace('ref: [91.2, 5]', 'scale: 91.2, num_flavs_ref: 5, max_num_flavs: 6');
    expectContent(read({ 'metadata.yaml': text(metadata), 'theory.yaml': text(theory) }));
    expectContent(read({ 'metadata.yaml': text(METADATA.replace('data_version: 3', 'data_version: 2')) }));
    const rotated = metadata.replace('bases:\n', 'bases:\n  inputpids: [1, 2]\n');
    expect(() => read({ 'metadata.yaml': text(rotated) })).toThrow(
      'metadata.yaml bases.inputpids: found [1,2], expected nothing',
    );
  });
  it('has scales that may differ by rounding in card and operators', () => {
    expect(
      read({ 'operators/zz.yaml': text(`nf: 5\nscale: ${4.92 ** 2 * (1 + 1e-15)}\n`) }).points.length,
    ).toBe(4);
  });
});

describe('readEko', () => {
  const card = (name: string, from: string | RegExp, to: string) => {
    const texts: Record<string, string> = {
      'metadata.yaml': METADATA,
      'operator.yaml': OPERATOR,
      'theory.yaml': THEORY,
    };
    return { [name]: text((texts[name] ?? '').replace(from, to)) };
  };
  it.each([
    ['a missing card', { 'theory.yaml': undefined }, 'a.tar theory.yaml: found no such file'],
    ['a card that is no YAML', { 'theory.yaml': text('a: [1') }, 'a.tar theory.yaml: found'],
    [
      'a huge card',
      { 'theory.yaml': new Uint8Array(2 ** 20 + 1) },
      'theory.yaml: found 1048577 bytes, expected at most 1048576',
    ],
    [
      'another data version',
      card('metadata.yaml', '3', '4'),
      'metadata.yaml data_version: found 4, expected 1, 2 or 3',
    ],
    ['no nodes', card('metadata.yaml', /xgrid.*/, ''), 'metadata.yaml bases.xgrid: found nothing'],
    [
      'nodes that fall',
      card('metadata.yaml', '0.01', '0.2'),
      'metadata.yaml xgrid: found [0.00001,0.0001,0.001,0.2',
    ],
    [
      'a node above 1',
      card('metadata.yaml', ', 1]', ', 1.5]'),
      'expected 2 to 1000 ascending nodes in (0, 1]',
    ],
    [
      'interpolation in x',
      card('operator.yaml', 'true', 'false'),
      'configs.interpolation_is_log: found false, expected true',
    ],
    [
      'a degree beyond the nodes',
      card('operator.yaml', ': 4', ': 8'),
      'polynomial_degree: found 8, expected 1 to 7',
    ],
    [
      'an unknown method',
      card('operator.yaml', 'truncated', 'guessed'),
      'configs.evolution_method: found "guessed", expected iterate-exact',
    ],
    ['a scale that is no number', card('operator.yaml', '- 100', '- high'), 'operator.yaml mugrid: found'],
    [
      'half a flavour',
      card('operator.yaml', '- 5', '- 4.5'),
      'expected 1 to 1000 scales, each with 3 to 6 flavours',
    ],
    [
      'a scale without operator',
      { 'operators/zz.yaml': undefined },
      'found no operators for Q = 4.92 GeV, nf = 5, expected one',
    ],
    [
      'two operators for a scale',
      { 'operators/b.yaml': text(`nf: 4\nscale: ${4.92 ** 2}\n`), 'operators/b.npy.lz4': text('') },
      'found 2 operators for Q = 4.92 GeV, nf = 4',
    ],
    [
      'a header without operator',
      { 'operators/zz.npy.lz4': undefined },
      'operators/zz.yaml: found no operator beside it',
    ],
    [
      'a header without scale',
      { 'operators/zz.yaml': text('nf: 4\n') },
      'operators/zz.yaml scale: found nothing, expected a number',
    ],
  ])('names %s', (_, changed, message) => {
    expect(() => read(changed)).toThrow(message);
    expect(() => read(changed)).toThrow(EvolutionError);
  });
  it.each([
    [
      'of another size',
      compressLz4Frame(npy(zeros([14, 7, 14, 8]))),
      'found an array of shape [14, 7, 14, 8], expected [14, 8, 14, 8]',
    ],
    ['that is no array', compressLz4Frame(text('zeros')), 'found no array'],
    ['that is not compressed', text('zeros'), 'found frame descriptor'],
    [
      'that unpacks to far more',
      compressLz4Frame(new Uint8Array(200_000)),
      'found 200000 bytes, expected at most 165888',
    ],
    ['that is far too long', new Uint8Array(200_000), 'found 200000 bytes, expected at most'],
  ])('names an operator %s, when it is asked for', (_, bytes, message) => {
    const eko = read({ 'operators/zz.npy.lz4': bytes });
    expect(eko.operator(1)).toEqual(operatorArray(element, 1));
    expect(() => eko.operator(2)).toThrow(EvolutionError);
    expect(() => eko.operator(2)).toThrow(message);
    expect(() => eko.operator(2)).toThrow('a.tar operators/zz.npy.lz4');
  });
  it('names an operator whose zip file lacks it', () => {
    const bytes = compressLz4Frame(zipSync({ 'error.npy': npy(zeros([1])) }));
    expect(() => read({ 'operators/a-_b.npz.lz4': bytes }).operator(1)).toThrow(
      'a-_b.npz.lz4 operator: found no such array',
    );
  });
  it('has no points beyond its last', () => {
    expect(() => read().operator(4)).toThrow('a.tar: found point 4, expected 0 to 3');
  });
});

describe('openEko', () => {
  it('names what is not there, and what is no EKO', () => {
    expect(() => openEko(join(scratch, 'none.tar'))).toThrow(EvolutionError);
    expect(() => openEko(join(scratch, 'none.tar'))).toThrow('none.tar: found ENOENT');
    expect(() => openEko(folderOf('empty', {}))).toThrow(
      'metadata.yaml: found no such file, expected a file of every EKO',
    );
    expect(() => openEko(fileOf('text', text('hello')))).toThrow(
      'found the end of the file, expected a header',
    );
    expect(() => openEko(fileOf('zip', zipSync({ a: text('') })))).toThrow('found no such array');
  });
  it('follows no links', () => {
    const folder = folderOf('linked', files);
    symlinkSync('/etc/passwd', join(folder, 'operators', 'a.yaml'));
    expect(() => openEko(folder)).toThrow('a.yaml: found a symbolic link');
  });
  it('notices a file that was cut off after it was opened', () => {
    const archive = tarOf(files);
    const path = fileOf('cut.tar', archive);
    const eko = openEko(path);
    writeFileSync(path, archive.subarray(0, 5000));
    expect(() => eko.operator(3)).toThrow('expected');
    expect(() => eko.operator(3)).toThrow(EvolutionError);
  });
});
