import { Lz4Error } from './lz4-error.ts';

/** One block of a frame: bytes `[from, to)` of the file, at most `maxSize` bytes when decompressed. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly stored: boolean;
  readonly maxSize: number;
}

export interface Lz4Source {
  readonly bytes: Uint8Array;
  readonly file: string | undefined;
}

/** Below this length a loop is faster than a call of the engine's own copy. */
const SHORT = 32;

/*
 * A block is a list of sequences: some literals, then a match that repeats earlier bytes, also of earlier blocks. The last
 * sequence has literals only. Both functions keep their state in local variables: a frame of FK tables has a sequence for
 * every ten bytes, and with a cursor object decoding took four times as long.
 */

/** How many bytes a block decompresses to. Checks all but the distances of the matches. */
export function measureBlock(source: Lz4Source, { from, to, stored, maxSize }: Block): number {
  if (stored) return to - from;
  const { bytes } = source;
  let at = from;
  let size = 0;
  while (at < to) {
    const token = bytes[at++] ?? 0;
    let literals = token >> 4;
    if (literals === 15) {
      const rest = readRest(source, at, to);
      literals += rest;
      at += restBytes(rest);
    }
    if (literals > to - at) fail(source, at, `${literals} literals`, `at most ${to - at}`);
    at += literals;
    size += literals;
    if (at === to) {
      if (size > maxSize) fail(source, at, `${size} bytes`, `a block of at most ${maxSize}`);
      return size;
    }
    at += 2;
    size += (token & 15) + 4;
    if ((token & 15) === 15) {
      const rest = readRest(source, at, to);
      size += rest;
      at += restBytes(rest);
    }
  }
  return fail(source, to, 'the end of the block', 'a last sequence of literals only');
}

/** Decodes a block that {@link measureBlock} has passed to `out[start..]`, and returns where it ends. */
export function decodeBlock(source: Lz4Source, block: Block, start: number, out: Uint8Array): number {
  const { bytes } = source;
  const { from, to } = block;
  let at = from;
  let size = start;
  if (block.stored) {
    out.set(bytes.subarray(from, to), start);
    return start + to - from;
  }
  for (;;) {
    const token = bytes[at++] ?? 0;
    let literals = token >> 4;
    if (literals === 15) {
      const rest = readRest(source, at, to);
      literals += rest;
      at += restBytes(rest);
    }
    if (literals > SHORT) out.set(bytes.subarray(at, at + literals), size);
    else for (let k = 0; k < literals; k++) out[size + k] = bytes[at + k] ?? 0;
    at += literals;
    size += literals;
    if (at >= to) return size;
    const distance = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    if (distance === 0 || distance > size) {
      fail(source, at, `a match ${distance} bytes back`, `1 to ${size}`);
    }
    at += 2;
    let length = (token & 15) + 4;
    if ((token & 15) === 15) {
      const rest = readRest(source, at, to);
      length += rest;
      at += restBytes(rest);
    }
    copyMatch(out, size, distance, length);
    size += length;
  }
}

/** Lengths of 15 and more continue in the following bytes, up to the first that is not 255: the sum of these. */
function readRest(source: Lz4Source, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) {
    const byte = source.bytes[at] ?? 0;
    sum += byte;
    if (byte < 255) return sum;
  }
  return fail(source, to, 'the end of the block', 'the rest of a length');
}

/** How many bytes such a sum takes. */
function restBytes(rest: number): number {
  return Math.floor(rest / 255) + 1;
}

/** Repeats `length` bytes from `distance` back. A match longer than its distance reads what it has just written. */
function copyMatch(out: Uint8Array, to: number, distance: number, length: number): void {
  const from = to - distance;
  if (length > SHORT && distance >= length) out.copyWithin(to, from, from + length);
  else for (let k = 0; k < length; k++) out[to + k] = out[from + k] ?? 0;
}

function fail({ file }: Lz4Source, offset: number, found: string, expected: string): never {
  throw new Lz4Error({ file, offset, found, expected });
}
