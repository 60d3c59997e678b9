import { PineapplError } from './pineappl-error.ts';

const NEWLINE = 10;

/** Reads a text line by line, without decoding it as a whole: a table of two hadrons has up to some 100 MB. */
export class LineReader {
  readonly #file: string | undefined;
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder();
  #at = 0;
  #line = 0;

  constructor(bytes: Uint8Array, file: string | undefined) {
    this.#file = file;
    this.#bytes = bytes;
  }

  /** The next line without the white space around it; undefined after the last one. */
  next(): string | undefined {
    if (this.#at >= this.#bytes.length) return undefined;
    const newline = this.#bytes.indexOf(NEWLINE, this.#at);
    const end = newline < 0 ? this.#bytes.length : newline;
    const text = this.#decoder.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    this.#line++;
    return text.trim();
  }

  /** About the line that was read last, or about a part of what stands above it. */
  fail(found: string, expected: string, part?: string): never {
    const place = part === undefined ? { line: Math.max(1, this.#line) } : { part };
    throw new PineapplError({ file: this.#file, ...place, found, expected });
  }
}
