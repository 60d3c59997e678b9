import { readCompactOperators } from './compact-operators.ts';
import type { Eko } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import { readEko } from './read-eko.ts';
import { type ByteSource, bytesSource } from './stored-file.ts';
import { tarFiles } from './tar.ts';

/** Compact operators are read as a whole. Those of the demo have 1.3 MB. */
const MAX_COMPACT = 2 ** 26;

/**
 * Evolution operators in the bytes of a file: an EKO archive (uncompressed tar) or the compact operators of the demo.
 *
 * @param file its name, for messages
 *
 * Throws EvolutionError for everything else.
 */
export function ekoFromBytes(bytes: Uint8Array, file: string): Eko {
  return ekoFromSource(bytesSource(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), file));
}

/** {@link ekoFromBytes} of something that need not be in memory. */
export function ekoFromSource(source: ByteSource): Eko {
  const [first, second] = source.read(0, Math.min(source.size, 2));
  const isZip = first === 0x50 && second === 0x4b;
  if (!isZip) return readEko(tarFiles(source), source.file);
  if (source.size <= MAX_COMPACT) return readCompactOperators(source.read(0, source.size), source.file);
  throw new EvolutionError({
    where: { file: source.file },
    found: `a zip file of ${source.size} bytes`,
    expected: `at most ${MAX_COMPACT}, or a tar archive`,
  });
}
