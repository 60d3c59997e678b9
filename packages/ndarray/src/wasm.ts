/**
 * Just enough of the WebAssembly binary format (version 1 with SIMD, https://webassembly.github.io/spec/core/) to write
 * an inner loop. Instructions are functions that return bytes; a program is a nested array of them.
 */
export type Code = number | readonly Code[];

/** A function without result. Its locals are numbered in this order, and all but the parameters start as 0. */
export interface WasmFunction {
  /** Number of parameters, which are addresses (i32), */
  readonly parameters: number;
  /** of further addresses, */
  readonly addresses: number;
  /** and of vectors of two numbers. */
  readonly vectors: number;
  readonly body: Code;
}

const I32 = 0x7f;
const V128 = 0x7b;

export const getLocal = (local: number): Code => [0x20, unsigned(local)];
export const setLocal = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];

/** Sum of two addresses. */
export const plus = (a: number, b: number): Code => [getLocal(a), getLocal(b), 0x6a];
/** `address += bytes`, a number known in advance. */
export const advance = (address: number, bytes: number): Code =>
  setLocal(address, [getLocal(address), 0x41, signed(bytes), 0x6a]);

/** Repeats `body`, at least once, while the address `local` is below the address `end`. */
export const loopWhileBelow = (local: number, end: number, body: Code): Code => [
  [0x03, 0x40, body],
  [getLocal(local), getLocal(end), 0x49, 0x0d, 0x00, 0x0b],
];

/** Two numbers at `address + offset`; it need not be aligned. */
export const load2 = (address: number, offset: number): Code => [
  getLocal(address),
  simd(0x00),
  3,
  unsigned(offset),
];
/** The number at `address + offset`, twice. */
export const loadTwice = (address: number, offset: number): Code => [
  getLocal(address),
  simd(0x0a),
  3,
  unsigned(offset),
];
export const store2 = (address: number, offset: number, value: Code): Code => [
  getLocal(address),
  value,
  simd(0x0b),
  3,
  unsigned(offset),
];
/** Stores the sum of the two numbers of a vector local. */
export const storeSum = (address: number, offset: number, vector: number): Code => {
  const lane = (k: number): Code => [getLocal(vector), simd(0x21), k];
  return [getLocal(address), lane(0), lane(1), 0xa0, 0x39, 3, unsigned(offset)];
};
/** `vector += a * b`, in both lanes. */
export const multiplyAdd = (vector: number, a: Code, b: Code): Code =>
  setLocal(vector, [getLocal(vector), a, b, simd(0xf2), simd(0xf0)]);

/** A module that imports `memory` from `env` and exports the functions by their names. */
export function wasmModule(functions: Readonly<Record<string, WasmFunction>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(functions);
  const types = entries.map(([, { parameters }]): Code => [
    0x60,
    list(Array(parameters).fill(I32)),
    list([]),
  ]);
  const bodies = entries.map(([, { addresses, vectors, body }]): Code =>
    sized([
      list([
        [unsigned(addresses), I32],
        [unsigned(vectors), V128],
      ]),
      [body, 0x0b],
    ]),
  );
  const memory: Code = [text('env'), text('memory'), 0x02, 0x00, unsigned(1)];
  return Uint8Array.from(
    bytes([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, types),
      section(2, [memory]),
      section(
        3,
        entries.map((_, k) => unsigned(k)),
      ),
      section(
        7,
        entries.map(([name], k): Code => [text(name), 0x00, unsigned(k)]),
      ),
      section(10, bodies),
    ]),
  );
}

const section = (id: number, entries: readonly Code[]): Code => [id, sized(list(entries))];
const list = (entries: readonly Code[]): Code => [unsigned(entries.length), entries];
const text = (name: string): Code => list(Array.from(name, (letter) => letter.charCodeAt(0)));
const sized = (code: Code): Code => {
  const content = bytes(code);
  return [unsigned(content.length), content];
};
const simd = (instruction: number): Code => [0xfd, unsigned(instruction)];

function bytes(code: Code, out: number[] = []): number[] {
  if (typeof code === 'number') out.push(code);
  else for (const inner of code) bytes(inner, out);
  return out;
}

/** LEB128 of a number >= 0: seven bits a byte, the lowest first. */
function unsigned(value: number): Code {
  return value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];
}
