import { EvolutionError } from './evolution-error.ts';
import type { ByteSource } from './stored-file.ts';

/** What stands in the 512 bytes before a file of a tar archive. */
export interface Header {
  readonly path: string;
  readonly size: number;
  /** `0` for a file, `5` for a folder, ... */
  readonly type: string;
}

const LENGTH = 512;
const CHECKSUM = { from: 148, to: 156 };

/** The header at a byte of the archive, or undefined for the zeros at its end. */
export function readHeader(source: ByteSource, at: number): Header | undefined {
  if (at + LENGTH > source.size) {
    throw problem(source, at, 'the end of the file', 'a header, or the zeros at the end of an archive');
  }
  const bytes = source.read(at, LENGTH);
  if (bytes.every((byte) => byte === 0)) return undefined;
  const text = (from: number, length: number) =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  const octal = (from: number, to: number) => {
    const digits = text(from, to - from).trim();
    if (/^[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
    throw problem(
      source,
      at,
      `a header with ${JSON.stringify(digits)} for a number`,
      'an uncompressed tar archive',
    );
  };
  const sum = bytes.reduce(
    (total, byte, k) => total + (k >= CHECKSUM.from && k < CHECKSUM.to ? 32 : byte),
    0,
  );
  const expected = octal(CHECKSUM.from, CHECKSUM.to);
  if (sum !== expected) throw problem(source, at, `a header with checksum ${sum}`, `${expected}`);
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
  return {
    path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    size: octal(124, 136),
    type: String.fromCharCode(bytes[156] ?? 0),
  };
}

/** First bytes of what people compress archives with. */
const COMPRESSIONS: readonly {
  readonly start: readonly number[];
  readonly name: string;
  readonly tool: string;
}[] = [
  { start: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'xz', tool: 'xz -dk' },
  { start: [0x1f, 0x8b], name: 'gzip', tool: 'gunzip -k' },
  { start: [0x42, 0x5a, 0x68], name: 'bzip2', tool: 'bunzip2 -k' },
  { start: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', tool: 'unzstd -k' },
];

function problem(source: ByteSource, at: number, found: string, expected: string): EvolutionError {
  const start = source.read(0, Math.min(source.size, 5));
  const compression = COMPRESSIONS.find((entry) => entry.start.every((byte, k) => start[k] === byte));
  if (compression !== undefined) {
    return new EvolutionError({
      where: { file: source.file },
      found: `a file compressed with ${compression.name}`,
      expected: 'an uncompressed tar archive',
      cure: `Unpack it first: ${compression.tool} ${source.file}`,
    });
  }
  return new EvolutionError({
    where: { file: source.file, key: `byte ${at}` },
    found,
    expected,
    cure: 'The archive may be incomplete or damaged, or no EKO at all',
  });
}
