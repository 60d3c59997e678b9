import { PineapplError } from './pineappl-error.ts';

const BLOCK = 512;
/** Headers that say more about the next member: long names and extended attributes. */
const ABOUT_NEXT = ['x', 'g', 'L', 'K'];

/** Whether the bytes start as a tar archive (POSIX or GNU) does. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && text(bytes, 257, 5) === 'ustar';
}

/** The content of an archive that holds one file, as a view. Throws {@link PineapplError} for any other. */
export function onlyMember(bytes: Uint8Array, file: string | undefined): Uint8Array {
  let member: Uint8Array | undefined;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const digits = text(bytes, at + 124, 12);
    const size = /^ *[0-7]+ *$/.test(digits) ? Number.parseInt(digits, 8) : -1;
    const from = at + BLOCK;
    if (size < 0 || size > bytes.length - from) {
      const expected = `at most ${bytes.length - from} bytes`;
      throw new PineapplError({ file, offset: at + 124, found: `a member of size ${digits}`, expected });
    }
    const type = text(bytes, at + 156, 1);
    if (!ABOUT_NEXT.includes(type)) {
      if (member !== undefined || (type !== '0' && type !== '')) {
        const found = `a ${member === undefined ? 'member that is no file' : 'second member'}`;
        throw new PineapplError({ file, offset: at, found, expected: 'an archive of one file' });
      }
      member = bytes.subarray(from, from + size);
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (member !== undefined) return member;
  throw new PineapplError({ file, found: 'an empty archive', expected: 'an archive of one file' });
}

/** A field of fixed length, up to its first zero byte. */
function text(bytes: Uint8Array, at: number, length: number): string {
  const [field = ''] = String.fromCharCode(...bytes.subarray(at, at + length)).split('\0');
  return field;
}
