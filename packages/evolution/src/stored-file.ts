import { EvolutionError } from './evolution-error.ts';

/** The largest YAML file that an EKO may have. */
export const MAX_CARD = 2 ** 20;

/** A file of an archive or a folder. Its bytes are read when they are asked for, and not kept. */
export interface StoredFile {
  readonly size: number;
  readonly read: () => Uint8Array;
}

/** Files by their path inside the archive, such as `operators/710oYclB2XQ=.yaml`. */
export type StoredFiles = ReadonlyMap<string, StoredFile>;

/** Random access to the bytes of something that may be larger than memory. */
export interface ByteSource {
  /** For messages. */
  readonly file: string;
  readonly size: number;
  /** The bytes `[offset, offset + length)`, all of which exist. */
  readonly read: (offset: number, length: number) => Uint8Array;
}

export function bytesSource(bytes: Uint8Array, file: string): ByteSource {
  return { file, size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The whole of a file that must be there, and not be larger than it has reason to be. */
export function readStored(
  { file, files }: { file: string; files: StoredFiles },
  path: string,
  maxBytes: number,
): Uint8Array {
  const stored = files.get(path);
  const where = { file, key: path };
  if (stored === undefined) {
    throw new EvolutionError({
      where,
      found: 'no such file',
      expected: 'a file of every EKO',
      cure: 'The archive may be incomplete, or no EKO at all',
    });
  }
  if (stored.size > maxBytes) {
    throw new EvolutionError({ where, found: `${stored.size} bytes`, expected: `at most ${maxBytes}` });
  }
  return stored.read();
}
