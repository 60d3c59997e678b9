import { PineapplError } from './pineappl-error.ts';

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

/**
 * Decodes one block to `out[start..]` and returns where it ends; without `out` it checks and measures only.
 * A block is a list of sequences: some literals, then a match that repeats earlier bytes, also of earlier blocks.
 */
export function decodeBlock(source: Lz4Source, block: Block, start: number, out?: Uint8Array): number {
  const { bytes } = source;
  if (block.stored) {
    out?.set(bytes.subarray(block.from, block.to), start);
    return start + block.to - block.from;
  }
  const cursor: Cursor = { ...source, at: block.from, end: block.to };
  let size = start;
  while (cursor.at < block.to) {
    const token = bytes[cursor.at++] ?? 0;
    const literals = readLength(cursor, token >> 4);
    if (literals > block.to - cursor.at)
      fail(cursor, `${literals} literals`, `at most ${block.to - cursor.at}`);
    if (out !== undefined) copyLiterals(cursor, literals, out, size);
    cursor.at += literals;
    size += literals;
    if (cursor.at === block.to) {
      if (size - start > block.maxSize)
        fail(cursor, `${size - start} bytes`, `a block of at most ${block.maxSize}`);
      return size;
    }
    const distance = (bytes[cursor.at] ?? 0) + 256 * (bytes[cursor.at + 1] ?? 0);
    if (distance === 0 || distance > size) fail(cursor, `a match ${distance} bytes back`, `1 to ${size}`);
    cursor.at += 2;
    const length = readLength(cursor, token & 15) + 4;
    if (out !== undefined) copyMatch(out, size, distance, length);
    size += length;
  }
  return fail(cursor, 'the end of the block', 'a last sequence of literals only');
}

interface Cursor extends Lz4Source {
  readonly end: number;
  at: number;
}

/** Lengths of 15 and more continue in the following bytes, up to the first that is not 255. */
function readLength(cursor: Cursor, nibble: number): number {
  let length = nibble;
  for (let more = nibble === 15; more;) {
    if (cursor.at >= cursor.end) fail(cursor, 'the end of the block', 'the rest of a length');
    const byte = cursor.bytes[cursor.at++] ?? 0;
    length += byte;
    more = byte === 255;
  }
  return length;
}

/** Below this length a loop is faster than a call of the engine's own copy. */
const SHORT = 24;

function copyLiterals({ bytes, at }: Cursor, length: number, out: Uint8Array, to: number): void {
  if (length > SHORT) out.set(bytes.subarray(at, at + length), to);
  else for (let k = 0; k < length; k++) out[to + k] = bytes[at + k] ?? 0;
}

/** Repeats `length` bytes from `distance` back. A match longer than its distance reads what it has just written. */
function copyMatch(out: Uint8Array, to: number, distance: number, length: number): void {
  const from = to - distance;
  if (length > SHORT && distance >= length) out.copyWithin(to, from, from + length);
  else for (let k = 0; k < length; k++) out[to + k] = out[from + k] ?? 0;
}

function fail({ file, at }: Cursor, found: string, expected: string): never {
  throw new PineapplError({ file, offset: at, found, expected });
}
