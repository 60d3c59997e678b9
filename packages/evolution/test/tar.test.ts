import { describe, expect, it } from 'vitest';
import { EvolutionError } from '../src/index.ts';
import { bytesSource } from '../src/stored-file.ts';
import { tarFiles } from '../src/tar.ts';
import { type Entry, makeTar, pax } from './make-tar.ts';
import { text } from './make-eko.ts';

const list = (bytes: Uint8Array) => tarFiles(bytesSource(bytes, 'a.tar'));
const contents = (bytes: Uint8Array) =>
  Object.fromEntries([...list(bytes)].map(([path, file]) => [path, new TextDecoder().decode(file.read())]));
const long = `operators/${'long'.repeat(30)}.yaml`;

describe('tarFiles', () => {
  it('finds files under clean names, and no folders', () => {
    const archive = makeTar([
      { path: './', type: '5' },
      { path: './a.yaml', bytes: text('first') },
      { path: 'b//./c', bytes: text('x'.repeat(512)) },
      { path: 'empty', type: '\0' },
    ]);
    expect(contents(archive)).toEqual({ 'a.yaml': 'first', 'b/c': 'x'.repeat(512), empty: '' });
  });
  it('takes the long names of pax and GNU, and skips other attributes', () => {
    const archive = makeTar([
      { path: 'g', type: 'g', bytes: text('19 comment=nothing\n') },
      pax({ mtime: '1764030759.4', path: long, size: '1' }),
      { path: 'short', bytes: text('1'), size: '00000000000' },
      { path: '././@LongLink', type: 'L', bytes: text(`${long}2\0`) },
      { path: 'short', bytes: text('2') },
      { path: 'plain', bytes: text('3') },
    ]);
    expect(contents(archive)).toEqual({ [long]: '1', [`${long}2`]: '2', plain: '3' });
  });
  it('keeps the last of two files of one name, as tar does', () => {
    expect(
      contents(
        makeTar([
          { path: 'a', bytes: text('1') },
          { path: './a', bytes: text('2') },
        ]),
      ),
    ).toEqual({ a: '2' });
  });
  it('reads headers only, until a file is asked for', () => {
    const archive = makeTar([
      { path: 'big', bytes: new Uint8Array(1_000_000) },
      { path: 'bigger', bytes: new Uint8Array(2_000_000).fill(7) },
    ]);
    let bytesRead = 0;
    const files = tarFiles({
      file: 'a.tar',
      size: archive.length,
      read: (offset, length) => {
        bytesRead += length;
        return archive.subarray(offset, offset + length);
      },
    });
    expect(bytesRead).toBe(3 * 512);
    const content = files.get('bigger')?.read() ?? new Uint8Array();
    expect(content.every((byte) => byte === 7)).toBe(true);
    expect(content.length).toBe(2_000_000);
    expect(bytesRead).toBe(3 * 512 + 2_000_000);
  });
  it('accepts no archive that is cut off before its end', () => {
    const archive = makeTar([
      { path: 'a', bytes: text('1') },
      { path: 'b', bytes: text('2') },
    ]);
    for (let length = 0; length < archive.length - 512; length++) {
      expect(() => list(archive.subarray(0, length)), `${length} bytes`).toThrow(EvolutionError);
    }
    expect(list(archive.subarray(0, archive.length - 512)).size).toBe(2);
  });
  it.each<[string, Entry, string]>([
    [
      'a path that leads out',
      { path: '../etc/passwd' },
      'found an entry "../etc/passwd", expected a path inside',
    ],
    ['a hidden one', { path: 'operators/../../x' }, 'expected a path inside the archive'],
    ['an absolute path', { path: '/etc/passwd' }, 'expected a path inside the archive'],
    ['a path for Windows', { path: 'a\\b' }, 'expected a path inside the archive'],
    ['a symbolic link', { path: 'operators/a', type: '2' }, 'a.tar byte 0: found a symbolic link'],
    ['a hard link', { path: 'operators/a', type: '1' }, 'found a hard link'],
    ['a device', { path: 'null', type: '3' }, 'found an entry of type 3'],
    [
      'a size beyond the file',
      { path: 'a', size: '77777777777' },
      'found an entry of 8589934591 bytes, expected at most',
    ],
    [
      'a size that is no number',
      { path: 'a', size: '-0000000001' },
      'found a header with "-0000000001" for a number',
    ],
    ['a size in base 256', { path: 'a', size: '\x80xxxxxxxxxx' }, 'for a number'],
    [
      'long attributes',
      { path: 'a', type: 'x', bytes: new Uint8Array(70_000) },
      'found attributes of 70000 bytes',
    ],
    [
      'attributes without length',
      { path: 'a', type: 'x', bytes: text('path=b\n') },
      'found a damaged attribute',
    ],
    [
      'attributes of other length',
      { path: 'a', type: 'x', bytes: text('99 path=b\n') },
      'found a damaged attribute',
    ],
    [
      'attributes of no length',
      { path: 'a', type: 'x', bytes: text('0 path=b\n') },
      'found a damaged attribute',
    ],
  ])('refuses %s', (_, entry, message) => {
    expect(() => list(makeTar([entry]))).toThrow(message);
    expect(() => list(makeTar([entry]))).toThrow(EvolutionError);
  });
  it('refuses the same in the attributes of pax', () => {
    expect(() => list(makeTar([pax({ path: '../a' }), { path: 'a' }]))).toThrow('an entry "../a"');
    expect(() => list(makeTar([pax({ size: '1e9' }), { path: 'a' }]))).toThrow('a size of 1e9');
    expect(() => list(makeTar([pax({ size: '99999' }), { path: 'a' }]))).toThrow('an entry of 99999 bytes');
  });
  it('refuses more entries than any EKO has', () => {
    const archive = makeTar(Array.from({ length: 10_002 }, () => ({ path: 'a' })));
    expect(() => list(archive)).toThrow('expected at most 10000');
  });
  it('says how to unpack what is compressed', () => {
    const xz = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...new Uint8Array(600));
    expect(() => list(xz)).toThrow(
      'a.tar: found a file compressed with xz, expected an uncompressed tar archive. Unpack it first: xz -dk a.tar',
    );
    expect(() => list(Uint8Array.of(0x1f, 0x8b))).toThrow('gunzip -k a.tar');
  });
  it('notices changed headers', () => {
    const archive = makeTar([{ path: 'a', bytes: text('1') }]);
    archive[1] = 65;
    expect(() => list(archive)).toThrow(/byte 0: found a header with checksum \d+, expected \d+/);
    expect(() => list(new Uint8Array(2000).fill(65))).toThrow('expected an uncompressed tar archive');
  });
});
