import { PineapplError } from './pineappl-error.ts';

/** Writes what {@link ByteReader} reads: little endian, lengths as u64, no padding (bincode 1.3). */
export class ByteWriter {
  #bytes = new Uint8Array(2 ** 12);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;

  /** What has been written. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }

  u8(value: number): void {
    const at = this.#take(1);
    this.#view.setUint8(at, whole(value, 0, 2 ** 8 - 1));
  }

  u32(value: number): void {
    const at = this.#take(4);
    this.#view.setUint32(at, whole(value, 0, 2 ** 32 - 1), true);
  }

  i32(value: number): void {
    const at = this.#take(4);
    this.#view.setInt32(at, whole(value, -(2 ** 31), 2 ** 31 - 1), true);
  }

  u64(value: number): void {
    const at = this.#take(8);
    this.#view.setUint32(at, whole(value, 0, Number.MAX_SAFE_INTEGER) % 2 ** 32, true);
    this.#view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
  }

  f64(value: number): void {
    const at = this.#take(8);
    this.#view.setFloat64(at, value, true);
  }

  /** The tag of an enum: where the value is among its variants. */
  variant<T>(what: string, variants: readonly T[], value: T): void {
    const tag = variants.indexOf(value);
    if (tag < 0) {
      throw new PineapplError({
        part: what,
        found: String(value),
        expected: `one of ${variants.join(', ')}`,
      });
    }
    this.u32(tag);
  }

  list<T>(
    items: Iterable<T> & ({ readonly length: number } | { readonly size: number }),
    write: (item: T) => void,
  ): void {
    this.u64('length' in items ? items.length : items.size);
    for (const item of items) write(item);
  }

  f64s(values: Float64Array): void {
    this.#blob(values.length, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  positions(values: Uint32Array): void {
    this.list(values, (value) => this.u64(value));
  }

  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#blob(bytes.length, bytes);
  }

  #blob(count: number, bytes: Uint8Array): void {
    this.u64(count);
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** Makes room, and says where. The view may be another one afterwards. */
  #take(count: number): number {
    const at = this.#size;
    this.#size += count;
    if (this.#size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#size, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}

function whole(value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new PineapplError({ found: `${value}`, expected: `a whole number from ${least} to ${most}` });
}
