import { ByteReader } from './byte-reader.ts';
import type { Grid } from './grid.ts';
import { decompressLz4Frame, isLz4Frame } from './lz4-frame.ts';
import { readVersion0 } from './version-0.ts';
import { readVersion1 } from './version-1.ts';

const MAGIC = 'PineAPPL';

/**
 * Reads a PineAPPL grid, file version 0 or 1, as such or in an LZ4 frame. Which of these it is stands in the first
 * bytes; the name `file` is for messages only.
 *
 * Throws PineapplError, also for a file that is cut off, damaged or longer than its content says. Memory stays within
 * about twice the decompressed size, whatever the file claims.
 */
export function readPineappl(bytes: Uint8Array, file?: string): Grid {
  // A plain view: the methods of a Node Buffer share memory where those of a Uint8Array copy.
  const stored = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stream = isLz4Frame(stored) ? decompressLz4Frame(stored, file) : stored;
  const hasHeader = MAGIC.split('').every((letter, k) => stream[k] === letter.charCodeAt(0));
  const reader = new ByteReader(stream, hasHeader ? MAGIC.length : 0, file);
  // Files older than the header start with the format of an array, which is 1.
  if (!hasHeader && stream[0] !== 1) reader.fail('neither a header nor an array', 'a PineAPPL file');
  const fileVersion = hasHeader ? reader.u64() : 0;
  if (fileVersion !== 0 && fileVersion !== 1) {
    return reader.fail(`file version ${fileVersion}`, '0 or 1', MAGIC.length);
  }
  const content = fileVersion === 0 ? readVersion0(reader) : readVersion1(reader);
  reader.end();
  return { fileVersion, ...content };
}
