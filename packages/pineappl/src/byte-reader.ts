import { PineapplError } from './pineappl-error.ts';

/** More than any real file has, and less than the engine's own limits on strings and maps. */
const MAX_STRING = 2 ** 28;
const MAX_MAP = 2 ** 20;

/**
 * Reads the serialisation of PineAPPL from front to back: little endian, lengths as u64, no padding (bincode 1.3).
 * Every length is checked against the bytes that are left before anything is allocated.
 *
 * It owns the bytes: lists of numbers are moved inside them (see {@link ByteReader.f64s}), so that a grid takes no more
 * memory than its stream.
 */
export class ByteReader {
  readonly #file: string | undefined;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, at: number, file: string | undefined) {
    this.#file = file;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** The byte that is read next, counted from 0. */
  get offset(): number {
    return this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  /** Rounded above 2^53, where no valid file gets to. */
  u64(): number {
    const low = this.u32();
    return low + 2 ** 32 * this.u32();
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  bool(): boolean {
    const value = this.u8();
    if (value > 1) this.fail(`${value}`, '0 or 1', this.#at - 1);
    return value === 1;
  }

  option<T>(read: () => T): T | undefined {
    return this.bool() ? read() : undefined;
  }

  /** The variant of an enum, given all in the order of their tags. */
  variant<const T>(what: string, variants: readonly T[]): T {
    const tag = this.u32();
    const variant = variants[tag];
    if (variant === undefined) this.fail(`${what} ${tag}`, `at most ${variants.length - 1}`, this.#at - 4);
    return variant;
  }

  /** The length of a list whose elements take at least `elementBytes` each. */
  count(elementBytes: number): number {
    const count = this.u64();
    const most = Math.floor((this.#bytes.length - this.#at) / elementBytes);
    if (count > most) this.fail(`a list of ${count}`, `at most ${most} in the bytes left`, this.#at - 8);
    return count;
  }

  list<T>(elementBytes: number, read: () => T): T[] {
    return this.repeat(this.count(elementBytes), read);
  }

  repeat<T>(count: number, read: () => T): T[] {
    const out: T[] = [];
    for (let k = 0; k < count; k++) out.push(read());
    return out;
  }

  /**
   * A list of numbers, as a view of the bytes. Numbers are not aligned in a file: they move down by up to 7 bytes, over the
   * length that stands before them. Typed arrays are little endian wherever JavaScript runs today.
   */
  f64s(): Float64Array {
    const count = this.count(8);
    const at = this.#take(8 * count);
    const { buffer, byteOffset } = this.#bytes;
    const shift = (byteOffset + at) % 8;
    if (shift !== 0) this.#bytes.copyWithin(at - shift, at, at + 8 * count);
    return new Float64Array(buffer, byteOffset + at - shift, count);
  }

  /** A u64 that counts or indexes elements of an array of fewer than 2^32. */
  position(): number {
    const value = this.u64();
    if (value >= 2 ** 32) this.fail(`position ${value}`, 'less than 2^32', this.#at - 8);
    return value;
  }

  /** A list of {@link position}s, as a view of the bytes: they move together, and down by up to 3 bytes. */
  positions(): Uint32Array {
    const count = this.count(8);
    const at = this.#take(8 * count);
    const { buffer, byteOffset } = this.#bytes;
    const out = new Uint32Array(buffer, byteOffset + at - ((byteOffset + at) % 4), count);
    for (let k = 0; k < count; k++) {
      if (this.#view.getUint32(at + 8 * k + 4, true) !== 0) {
        this.fail('a position', 'less than 2^32', at + 8 * k);
      }
      out[k] = this.#view.getUint32(at + 8 * k, true);
    }
    return out;
  }

  string(): string {
    const count = this.count(1);
    if (count > MAX_STRING) this.fail(`a string of ${count} bytes`, `at most ${MAX_STRING}`, this.#at - 8);
    const at = this.#take(count);
    return new TextDecoder().decode(this.#bytes.subarray(at, at + count));
  }

  stringMap(): Map<string, string> {
    const count = this.count(16);
    if (count > MAX_MAP) this.fail(`a map of ${count} keys`, `at most ${MAX_MAP}`, this.#at - 8);
    return new Map(this.repeat(count, () => [this.string(), this.string()] as const));
  }

  /** Checks that nothing is left. */
  end(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) this.fail(`${left} more bytes`, 'the end of the file');
  }

  fail(found: string, expected: string, offset = this.#at): never {
    throw new PineapplError({ file: this.#file, offset, found, expected });
  }

  #take(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) this.fail('the end of the file', `${count} more bytes`);
    this.#at += count;
    return at;
  }
}
