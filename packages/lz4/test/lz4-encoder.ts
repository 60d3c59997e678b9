/** A small LZ4 compressor: greedy matches on four-byte words. Slow, and only for tests. */
export interface FrameOptions {
  readonly linked?: boolean;
  readonly contentSize?: boolean;
  readonly blockChecksum?: boolean;
  readonly contentChecksum?: boolean;
  /** Bytes per block, at most 65536. */
  readonly blockBytes?: number;
  readonly stored?: boolean;
}

export function lz4Frame(data: Uint8Array, options: FrameOptions = {}): Uint8Array {
  const { linked = false, blockBytes = 65536 } = options;
  const flag = (on: boolean | undefined, bit: number) => (on === true ? bit : 0);
  const flags =
    0x40 |
    flag(!linked, 0x20) |
    flag(options.blockChecksum, 0x10) |
    flag(options.contentSize, 0x08) |
    flag(options.contentChecksum, 0x04);
  const out = [0x04, 0x22, 0x4d, 0x18, flags, 0x40];
  if (options.contentSize === true) out.push(...word(data.length), ...word(0));
  out.push(0); // header checksum, which the decoder steps over
  for (let from = 0; from < data.length; from += blockBytes) {
    const to = Math.min(data.length, from + blockBytes);
    const block =
      options.stored === true ? [...data.subarray(from, to)] : compress(data, from, to, linked ? 0 : from);
    out.push(...word(options.stored === true ? block.length + 2 ** 31 : block.length), ...block);
    if (options.blockChecksum === true) out.push(1, 2, 3, 4);
  }
  out.push(...word(0));
  if (options.contentChecksum === true) out.push(5, 6, 7, 8);
  return Uint8Array.from(out);
}

function word(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => Math.floor(value / 2 ** shift) % 256);
}

/** The block `data[from..to]`; matches may begin at `oldest` or later. */
function compress(data: Uint8Array, from: number, to: number, oldest: number): number[] {
  const key = (at: number) => data.subarray(at, at + 4).join();
  const seen = new Map<string, number>();
  for (let at = oldest; at < from; at++) seen.set(key(at), at);
  const out: number[] = [];
  let anchor = from;
  for (let at = from; at < to - 12; at++) {
    const match = seen.get(key(at));
    seen.set(key(at), at);
    if (match === undefined || at - match > 65535) continue;
    let length = 4;
    while (at + length < to - 5 && data[match + length] === data[at + length]) length++;
    out.push(
      ...sequence(data.subarray(anchor, at), length - 4),
      ...word(at - match).slice(0, 2),
      ...rest(length - 4),
    );
    at += length - 1;
    anchor = at + 1;
  }
  return [...out, ...sequence(data.subarray(anchor, to), 0)];
}

/** Token and literals; the offset of the match and the rest of its length follow. */
function sequence(literals: Uint8Array, match: number): number[] {
  return [16 * Math.min(15, literals.length) + Math.min(15, match), ...rest(literals.length), ...literals];
}

function rest(length: number): number[] {
  if (length < 15) return [];
  return [...Array<number>(Math.floor((length - 15) / 255)).fill(255), (length - 15) % 255];
}
