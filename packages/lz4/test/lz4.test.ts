import { describe, expect, it } from 'vitest';
import { compressLz4Frame, decompressLz4Frame, isLz4Frame, Lz4Error } from '../src/index.ts';
import { lz4Frame } from './lz4-encoder.ts';
import { randomIntegers } from './random.ts';

const random = randomIntegers(1);
/** Literals between repeats of all kinds: long runs of one byte, short periods, and far copies. */
const mixed = Uint8Array.from(
  Array.from({ length: 60 }, () => {
    const period = Array.from({ length: 1 + random(40) }, () => random(256));
    return Array.from({ length: 1 + random(700) }, (_, k) => period[k % period.length] ?? 0);
  }).flat(),
);
const numbers = new Uint8Array(Float64Array.from({ length: 3000 }, (_, k) => Math.sin(k)).buffer);
const far = Uint8Array.from([...mixed.subarray(0, 30000), ...numbers, ...mixed.subarray(0, 30000)]);

describe('decompressLz4Frame', () => {
  it.each([
    ['independent blocks', {}],
    ['linked blocks', { linked: true, blockBytes: 1000 }],
    ['small independent blocks', { blockBytes: 1000 }],
    ['stored blocks', { stored: true, blockBytes: 7777 }],
    ['content size', { contentSize: true }],
    ['block checksums', { blockChecksum: true, blockBytes: 5000 }],
    ['a content checksum', { contentChecksum: true, contentSize: true }],
  ])('gives back what was compressed with %s', (_, options) => {
    for (const data of [
      mixed,
      numbers,
      far,
      new Uint8Array(0),
      mixed.subarray(0, 1),
      new Uint8Array(70000),
    ]) {
      const frame = lz4Frame(data, options);
      expect(isLz4Frame(frame)).toBe(true);
      expect(Buffer.compare(decompressLz4Frame(frame), data)).toBe(0);
    }
    expect(lz4Frame(mixed, options).length < mixed.length / 2).toBe(!('stored' in options));
  });

  it('accepts no frame that is cut off anywhere, or continued', () => {
    const frame = lz4Frame(mixed.subarray(0, 3000), { linked: true, blockBytes: 500, contentChecksum: true });
    for (let length = 4; length < frame.length; length++) {
      expect(() => decompressLz4Frame(frame.subarray(0, length), { file: 'cut.lz4' })).toThrow(Lz4Error);
    }
    expect(() => decompressLz4Frame(Uint8Array.from([...frame, 0]))).toThrow(`${frame.length + 1} bytes`);
  });

  const block = (...bytes: number[]) =>
    Uint8Array.from([
      4,
      0x22,
      0x4d,
      0x18,
      0x60,
      0x40,
      0,
      bytes.length & 255,
      bytes.length >> 8,
      0,
      0,
      ...bytes,
      0,
      0,
      0,
      0,
    ]);
  it.each([
    [
      'a match before the start',
      block(0x10, 65, 2, 0, 0x10, 66),
      'byte 13: found a match 2 bytes back, expected 1 to 1',
    ],
    ['a match at distance 0', block(0x10, 65, 0, 0, 0x10, 66), 'found a match 0 bytes back'],
    ['a block that ends with a match', block(0x10, 65, 1, 0), 'expected a last sequence of literals'],
    ['more literals than bytes', block(0x50, 65), 'found 5 literals, expected at most 1'],
    ['a length without end', block(0xf0, 255, 255), 'expected the rest of a length'],
    [
      'a block larger than the header allows',
      block(0x1f, 65, 1, 0, ...Array<number>(300).fill(255), 0, 0x10, 66),
      'a block of at most 65536',
    ],
    ['a dictionary', Uint8Array.from([4, 0x22, 0x4d, 0x18, 0x61, 0x40, 0, 0, 0, 0, 0]), 'without dictionary'],
    [
      'a wrong content size',
      Uint8Array.from([4, 0x22, 0x4d, 0x18, 0x68, 0x40, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]),
      'expected 0 bytes',
    ],
  ])('names %s', (_, frame, message) => {
    expect(() => decompressLz4Frame(frame)).toThrow(message);
  });

  it('refuses more than 1 GiB before it allocates anything', () => {
    const blocks = Array.from({ length: 300 }, () => {
      const bytes = new Uint8Array(4 + 16400).fill(255);
      bytes.set([0x10, 0x40, 0, 0, 0x1f, 65, 1, 0]); // one literal, then a match of about 4 MiB
      bytes.set([0, 0x10, 66], bytes.length - 3);
      return bytes;
    });
    const frame = new Uint8Array(11 + blocks.length * 16404);
    frame.set([4, 0x22, 0x4d, 0x18, 0x60, 0x70, 0]);
    blocks.forEach((bytes, k) => {
      bytes.set([16400 & 255, 16400 >> 8, 0, 0]);
      frame.set(bytes, 7 + k * 16404);
    });
    expect(() => decompressLz4Frame(frame, { file: 'bomb.lz4' })).toThrow('expected at most 1073741824');
  });
});

describe('compressLz4Frame', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['a byte', mixed.subarray(0, 1)],
    ['13 bytes', mixed.subarray(0, 13)],
    ['repeats', mixed],
    ['numbers', numbers],
    ['repeats too far apart for a match', far],
    ['zeros in several blocks', new Uint8Array(9_000_000)],
    ['a view that starts elsewhere', mixed.subarray(7, 5000)],
  ])('is undone by decompression: %s', (_, data) => {
    const frame = compressLz4Frame(data);
    expect(Buffer.compare(decompressLz4Frame(frame), data)).toBe(0);
    expect(frame.length).toBeLessThanOrEqual(data.length + 15);
  });

  it('makes repeats short', () => {
    expect(compressLz4Frame(mixed).length).toBeLessThan(mixed.length / 5);
    expect(compressLz4Frame(new Uint8Array(1_000_000)).length).toBeLessThan(5000);
  });

  it('writes what the reference implementation writes for a short text, with the header of 4 MiB blocks', () => {
    // lz4.frame.compress(b'a' * 30, block_linked=False, store_size=False) of python-lz4 has 60 40 82 there
    const frame = compressLz4Frame(new TextEncoder().encode('a'.repeat(30)));
    const expected = '04224d18 607073 0b000000 1f6101000550 6161616161 00000000';
    expect(Buffer.from(frame).toString('hex')).toBe(expected.replaceAll(' ', ''));
  });
});
