import { decompressLz4Frame, isLz4Frame, Lz4Error } from '@parton/lz4';
import { ByteReader } from './byte-reader.ts';
import type { Grid } from './grid.ts';
import { MAX_BYTES } from './limits.ts';
import { PineapplError } from './pineappl-error.ts';
import { readVersion0 } from './version-0.ts';
import { readVersion1 } from './version-1.ts';

const MAGIC = 'PineAPPL';

/**
 * Reads a PineAPPL grid, file version 0 or 1, as such or in an LZ4 frame. Which of these it is stands in the first
 * bytes; the name `file` is for messages only.
 *
 * Throws PineapplError, also for a file that is cut off, damaged or longer than its content says. The arrays of the grid
 * are views of one stream: beside it and the bytes given, which are left as they are, little memory is taken.
 */
export function readPineappl(bytes: Uint8Array, file?: string): Grid {
  const stream = isLz4Frame(bytes) ? decompress(bytes, file) : new Uint8Array(bytes);
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

/** A caller sees one class of error, whichever layer of a file is damaged. */
function decompress(bytes: Uint8Array, file: string | undefined): Uint8Array {
  try {
    return decompressLz4Frame(bytes, { file, maxBytes: MAX_BYTES });
  } catch (error) {
    if (!(error instanceof Lz4Error)) throw error;
    const { offset, found, expected } = error;
    const place = offset === undefined ? {} : { offset };
    throw new PineapplError({ file, ...place, found, expected }, { cause: error });
  }
}
