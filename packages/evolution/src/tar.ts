import { EvolutionError } from './evolution-error.ts';
import { checkedPath } from './safe-path.ts';
import type { ByteSource, StoredFile, StoredFiles } from './stored-file.ts';
import { type Header, readHeader } from './tar-header.ts';

const BLOCK = 512;
/** Names and other attributes that do not fit a header come as files of their own. */
const MAX_ATTRIBUTES = 2 ** 16;
/** An EKO has two files for each scale, and some scales. */
const MAX_ENTRIES = 10_000;

/**
 * The files of an uncompressed tar archive (POSIX ustar and pax, GNU long names). Only headers are read, by stepping from
 * one to the next; contents stay where they are until a file is read.
 *
 * Throws EvolutionError with file and byte for what is compressed, cut off or damaged, and for entries that no EKO has:
 * links, devices, and paths that lead out of the archive.
 */
export function tarFiles(source: ByteSource): StoredFiles {
  const files = new Map<string, StoredFile>();
  let attributes: Attributes = {};
  let at = 0;
  for (let entries = 0; ; entries++) {
    if (entries > MAX_ENTRIES) fail(source, at, 'more entries', `at most ${MAX_ENTRIES}`);
    const header = readHeader(source, at);
    if (header === undefined) return files;
    const size = attributes.size ?? header.size;
    const start = at + BLOCK;
    if (!(start + size <= source.size)) {
      fail(source, at, `an entry of ${size} bytes`, `at most the ${source.size - start} that are left`);
    }
    if (isAttributes(header)) attributes = { ...attributes, ...readAttributes(source, header, start) };
    else {
      const path = checkedPath(attributes.path ?? header.path, source.file);
      if (isFile(source, header, at)) files.set(path, { size, read: () => source.read(start, size) });
      attributes = {};
    }
    at = start + BLOCK * Math.ceil(size / BLOCK);
  }
}

interface Attributes {
  readonly path?: string;
  readonly size?: number;
}

function isFile(source: ByteSource, { type }: Header, at: number): boolean {
  if (type === '0' || type === '\0') return true;
  if (type === '5' || type === 'g') return false;
  const kinds: Readonly<Record<string, string>> = { '1': 'a hard link', '2': 'a symbolic link' };
  return fail(source, at, kinds[type] ?? `an entry of type ${type}`, 'files and folders only');
}

/** `x` (pax) and `L` (GNU) describe the entry that follows; the `g` of pax describes all, and holds comments only. */
function isAttributes({ type }: Header): boolean {
  return type === 'x' || type === 'L';
}

function readAttributes(source: ByteSource, { type, size }: Header, start: number): Attributes {
  if (size > MAX_ATTRIBUTES)
    fail(source, start - BLOCK, `attributes of ${size} bytes`, `at most ${MAX_ATTRIBUTES}`);
  const bytes = source.read(start, size);
  if (type === 'L') return { path: new TextDecoder().decode(bytes).replace(/\0.*$/s, '') };
  const records = paxRecords(source, bytes, start);
  const path = records.get('path');
  const length = records.get('size');
  return {
    ...(path === undefined ? {} : { path }),
    ...(length === undefined ? {} : { size: wholeNumber(source, length, start) }),
  };
}

/** Records `LENGTH KEY=VALUE\n`, where the length counts the whole record. */
function paxRecords(source: ByteSource, bytes: Uint8Array, start: number): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const text = new TextDecoder().decode(bytes.subarray(at));
    const { 1: digits = '', 2: key = '' } = /^(\d+) ([^=]+)=/.exec(text) ?? [];
    const length = Number(digits);
    const end = at + length;
    const head = new TextEncoder().encode(`${digits} ${key}=`).length;
    if (digits === '' || end > bytes.length || length <= head) {
      return fail(source, start + at, 'a damaged attribute', 'LENGTH KEY=VALUE');
    }
    records.set(key, new TextDecoder().decode(bytes.subarray(at + head, end - 1)));
    at = end;
  }
  return records;
}

function wholeNumber(source: ByteSource, text: string, at: number): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return fail(source, at, `a size of ${text}`, 'a number of bytes');
}

function fail({ file }: ByteSource, offset: number, found: string, expected: string): never {
  throw new EvolutionError({
    where: { file, key: `byte ${offset}` },
    found,
    expected,
    cure: 'The archive may be incomplete or damaged',
  });
}
