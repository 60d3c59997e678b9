import { type Block, decodeBlock, measureBlock } from './decode-block.ts';
import { Lz4Error } from './lz4-error.ts';

/** Where the bytes come from, and how many there may be. */
export interface DecompressOptions {
  /** For messages. */
  readonly file?: string | undefined;
  /** The largest content, by default 1 GiB. A hostile file may claim any size. */
  readonly maxBytes?: number;
}

const MAGIC = 0x184d2204;
/** Bits of the FLG byte. Block independence needs no attention: an independent block is a linked one that looks less far back. */
const DICTIONARY = 0x01;
const CONTENT_CHECKSUM = 0x04;
const CONTENT_SIZE = 0x08;
const BLOCK_CHECKSUM = 0x10;
/** Bit of a block's size which says that its bytes are stored as they are. */
const STORED = 0x80000000;

/** Whether the bytes start as an LZ4 frame does. */
export function isLz4Frame(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && view(bytes).getUint32(0, true) === MAGIC;
}

/**
 * Decompresses one LZ4 frame that fills the whole file (LZ4 frame format 1.6): linked, independent and stored blocks.
 * Checksums are stepped over, not verified. A first pass over the blocks adds up the size, so that the result is
 * allocated once and a damaged file cannot ask for more memory than its blocks can fill.
 *
 * Throws {@link Lz4Error} for anything else than one whole frame, and for a content of more than `maxBytes`.
 */
export function decompressLz4Frame(bytes: Uint8Array, options: DecompressOptions = {}): Uint8Array {
  const { file, maxBytes = 2 ** 30 } = options;
  const { blocks, contentSize } = readFrame(bytes, file);
  // A plain view: code that sees Buffers of Node and arrays by turns is slower.
  const source = { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), file };
  const total = blocks.reduce((size, block) => size + measureBlock(source, block), 0);
  if (contentSize !== undefined && contentSize !== total) {
    throw new Lz4Error({
      file,
      offset: 6,
      found: `a content size of ${contentSize}`,
      expected: `${total} bytes`,
    });
  }
  if (total > maxBytes)
    throw new Lz4Error({ file, found: `${total} bytes`, expected: `at most ${maxBytes}` });
  const out = new Uint8Array(total);
  blocks.reduce((size, block) => decodeBlock(source, block, size, out), 0);
  return out;
}

interface Frame {
  readonly blocks: readonly Block[];
  readonly contentSize: number | undefined;
}

/** Header, block sizes and end mark. */
function readFrame(bytes: Uint8Array, file: string | undefined): Frame {
  const { flags, maxBlock, contentSize, headerLength } = readHeader(bytes, file);
  const checksum = (flags & BLOCK_CHECKSUM) === 0 ? 0 : 4;
  const blocks: Block[] = [];
  let at = headerLength;
  for (;;) {
    const size = word(bytes, at, file);
    if (size === 0) break;
    const length = size % STORED;
    const block = { from: at + 4, to: at + 4 + length, stored: size >= STORED, maxSize: maxBlock };
    if (length > maxBlock || block.to + checksum > bytes.length) {
      const expected = `at most ${Math.min(maxBlock, Math.max(0, bytes.length - block.from - checksum))}`;
      throw new Lz4Error({ file, offset: at, found: `a block of ${length} bytes`, expected });
    }
    blocks.push(block);
    at = block.to + checksum;
  }
  const end = at + 4 + ((flags & CONTENT_CHECKSUM) === 0 ? 0 : 4);
  if (end !== bytes.length) {
    throw new Lz4Error({
      file,
      offset: at,
      found: `${bytes.length} bytes`,
      expected: `a frame of ${end} bytes`,
    });
  }
  return { blocks, contentSize };
}

function readHeader(bytes: Uint8Array, file: string | undefined) {
  const flags = bytes[4] ?? 0;
  const maxBlock = 2 ** (8 + 2 * (((bytes[5] ?? 0) >> 4) & 7));
  if (flags >> 6 !== 1 || (flags & DICTIONARY) !== 0 || maxBlock < 2 ** 16) {
    const found = `frame descriptor 0x${flags.toString(16)} 0x${(bytes[5] ?? 0).toString(16)}`;
    throw new Lz4Error({ file, offset: 4, found, expected: 'LZ4 frame version 1 without dictionary' });
  }
  const hasSize = (flags & CONTENT_SIZE) !== 0;
  const contentSize = hasSize ? word(bytes, 6, file) + word(bytes, 10, file) * 2 ** 32 : undefined;
  return { flags, maxBlock, contentSize, headerLength: hasSize ? 15 : 7 };
}

function word(bytes: Uint8Array, at: number, file: string | undefined): number {
  if (at + 4 > bytes.length) {
    throw new Lz4Error({
      file,
      offset: at,
      found: 'the end of the file',
      expected: 'more of the LZ4 frame',
    });
  }
  return view(bytes).getUint32(at, true);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
