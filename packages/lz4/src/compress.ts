/** FLG: version 1, independent blocks. BD: blocks of up to 4 MiB. The last byte is the checksum of these two. */
const HEADER = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73];
const BLOCK_BYTES = 2 ** 22;
const STORED = 0x80000000;
/** Bytes of the word 0 that closes a frame. */
const END_MARK = 4;

/**
 * Compresses to one LZ4 frame (format 1.6) of independent blocks, without checksums of the content. Every match is the
 * first one found (greedy), as in the fast mode of the reference implementation.
 */
export function compressLz4Frame(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(HEADER.length + boundOf(bytes.length) + END_MARK);
  const view = new DataView(out.buffer);
  out.set(HEADER);
  let size = HEADER.length;
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
    const block = bytes.subarray(from, from + BLOCK_BYTES);
    const length = compressBlock(block, out, size + 4);
    const stored = length >= block.length;
    if (stored) out.set(block, size + 4);
    view.setUint32(size, stored ? STORED + block.length : length, true);
    size += 4 + (stored ? block.length : length);
  }
  view.setUint32(size, 0);
  return out.slice(0, size + END_MARK);
}

/** Bytes that the blocks need at most: one more for each 255 literals, and some for each block. */
function boundOf(length: number): number {
  return length + Math.ceil(length / 255) + 32 * Math.ceil(length / BLOCK_BYTES);
}

const HASH_BITS = 15;
const MIN_MATCH = 4;
const FARTHEST = 65535;
/** No match starts in the last 12 bytes of a block, and none reaches the last 5: the format says so. */
const LAST_START = 12;
const LAST_LITERALS = 5;

/** Writes the block to `out[start..]` and returns its length. */
function compressBlock(bytes: Uint8Array, out: Uint8Array, start: number): number {
  // For a hash of four bytes, where these were seen last, plus one; 0 for nowhere.
  const seen = new Int32Array(2 ** HASH_BITS);
  const word = wordReader(bytes);
  let anchor = 0;
  let to = start;
  for (let at = 0; at < bytes.length - LAST_START;) {
    const value = word(at);
    const hash = Math.imul(value, 0x9e3779b1) >>> (32 - HASH_BITS);
    const match = (seen[hash] ?? 0) - 1;
    seen[hash] = at + 1;
    if (match < 0 || at - match > FARTHEST || word(match) !== value) {
      // Longer steps where nothing has matched for a while.
      at += 1 + ((at - anchor) >> 6);
      continue;
    }
    const length = matchLength(bytes, match, at);
    to = writeLiterals(out, to, bytes.subarray(anchor, at), length - MIN_MATCH);
    out[to++] = (at - match) & 255;
    out[to++] = (at - match) >> 8;
    to = writeRest(out, to, length - MIN_MATCH);
    at += length;
    anchor = at;
  }
  return writeLiterals(out, to, bytes.subarray(anchor), 0) - start;
}

function wordReader(bytes: Uint8Array): (at: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (at) => view.getInt32(at, true);
}

function matchLength(bytes: Uint8Array, match: number, at: number): number {
  const end = bytes.length - LAST_LITERALS;
  let length = MIN_MATCH;
  while (at + length < end && bytes[match + length] === bytes[at + length]) length++;
  return length;
}

/** The token of a sequence and its literals; returns where the offset of the match goes. */
function writeLiterals(out: Uint8Array, at: number, literals: Uint8Array, match: number): number {
  out[at] = 16 * Math.min(15, literals.length) + Math.min(15, match);
  const to = writeRest(out, at + 1, literals.length);
  out.set(literals, to);
  return to + literals.length;
}

/** Lengths of 15 and more continue in bytes of 255, up to the first smaller one. */
function writeRest(out: Uint8Array, at: number, length: number): number {
  if (length < 15) return at;
  const full = Math.floor((length - 15) / 255);
  out.fill(255, at, at + full);
  out[at + full] = (length - 15) % 255;
  return at + full + 1;
}
