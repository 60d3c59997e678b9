/** An entry of a tar archive. `type` is the letter of its header. */
export interface Entry {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  /** What the header says instead of the size of `bytes`, in octal digits. */
  readonly size?: string;
}

/** A POSIX (ustar) archive, as Python's tarfile writes it. */
export function makeTar(entries: readonly Entry[]): Uint8Array {
  return Buffer.concat([...entries.flatMap(entryBlocks), new Uint8Array(1024)]);
}

export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const contents = Object.entries(files).map(([path, bytes]) => ({ path: `./${path}`, bytes }));
  return makeTar([{ path: './', type: '5' }, { path: './operators/', type: '5' }, ...contents]);
}

/** The attribute file that pax puts before an entry. */
export function pax(records: Readonly<Record<string, string>>): Entry {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const bytes = Buffer.byteLength(rest);
    const digits = [1, 2, 3].find((count) => String(bytes + count).length === count) ?? 0;
    return `${bytes + digits}${rest}`;
  });
  return { path: 'PaxHeader', type: 'x', bytes: Buffer.from(lines.join('')) };
}

function entryBlocks({ path, bytes = new Uint8Array(), type = '0', size }: Entry): Uint8Array[] {
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size ?? bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('14700000000\0', 136);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];
}
