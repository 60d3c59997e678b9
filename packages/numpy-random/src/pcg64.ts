import { InputError } from '@parton/errors';
import { pcg64Stream } from './pcg64-stream.ts';
import { standardNormal, type Ziggurat, ziggurat } from './ziggurat.ts';

/** Numbers that can be reordered in place: an array, or a typed array of any kind. */
export interface MutableNumbers {
  readonly length: number;
  [index: number]: number;
}

/** The part of `numpy.random.default_rng(seed)` that a fit needs. Every call moves the generator on. */
export interface Pcg64 {
  /** 64 random bits. */
  nextUint64(): bigint;
  /** 32 random bits: the low half of a 64-bit output, and the high half at the next call of this function. */
  nextUint32(): number;
  /** Uniform on [0, 1), a multiple of 2^-53. */
  random(): number;
  /** Uniform on [low, high). */
  uniform(low: number, high: number): number;
  /** Standard normal. Agrees with NumPy to a few units in the last place. */
  normal(): number;
  /** A whole number, `low <= n < high`, with at most 2^32 of them to choose from. Throws on an empty or longer range. */
  integers(low: number, high: number): number;
  /** Fisher-Yates in place, from the last element down. */
  shuffle(array: MutableNumbers): void;
}

/**
 * The generator of `numpy.random.default_rng(seed)`: PCG64 with the same bits for the same calls in the same order.
 *
 * @param seed a whole number >= 0 of any size; throws `InputError` otherwise
 */
export function pcg64(seed: number | bigint): Pcg64 {
  const stream = pcg64Stream(seed);
  const { word, advance } = stream;
  let buffered: number | undefined;
  let levels: Ziggurat | undefined;
  const nextUint32 = (): number => {
    const kept = buffered;
    if (kept !== undefined) {
      buffered = undefined;
      return kept;
    }
    advance();
    buffered = word[1] ?? 0;
    return word[0] ?? 0;
  };
  const random = (): number => {
    advance();
    return ((word[1] ?? 0) * 2 ** 21 + ((word[0] ?? 0) >>> 11)) * 2 ** -53;
  };
  return {
    nextUint64: () => {
      advance();
      return (BigInt(word[1] ?? 0) << 32n) | BigInt(word[0] ?? 0);
    },
    nextUint32,
    random,
    uniform: (low, high) => low + (high - low) * random(),
    normal: () => standardNormal(stream, random, (levels ??= ziggurat())),
    integers: (low, high) => low + below(nextUint32, rangeLength(low, high)),
    shuffle: (array) => shuffle(nextUint32, array),
  };
}

function rangeLength(low: number, high: number): number {
  const length = high - low;
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || length < 1 || length > 2 ** 32) {
    throw new InputError({
      found: `integers from ${low} to ${high}`,
      expected: 'between 1 and 2^32 whole numbers',
    });
  }
  return length;
}

/**
 * A whole number below `length`, without bias: the high half of a 64-bit product, drawn again in the few cases where
 * the low half shows that some results would be more frequent (D. Lemire, ACM TOMACS 29 (2019) 3).
 */
function below(nextUint32: () => number, length: number): number {
  if (length === 1) return 0;
  if (length === 2 ** 32) return nextUint32();
  const excess = 2 ** 32 % length;
  for (;;) {
    const bits = nextUint32();
    if (Math.imul(bits, length) >>> 0 >= excess) return highProduct(bits, length);
  }
}

/** `floor(a b / 2^32)` of two 32-bit numbers, in steps that float64 holds exactly. */
function highProduct(a: number, b: number): number {
  const carry = Math.floor(((a & 0xffff) * b) / 0x10000);
  return Math.floor(((a >>> 16) * b + carry) / 0x10000);
}

/** Each partner is drawn by masked rejection, as NumPy does here (not as in `integers`). */
function shuffle(nextUint32: () => number, array: MutableNumbers): void {
  for (let i = array.length - 1; i > 0; i--) {
    const mask = 0xffffffff >>> Math.clz32(i);
    let j = nextUint32() & mask;
    while (j > i) j = nextUint32() & mask;
    const kept = array[i] ?? 0;
    array[i] = array[j] ?? 0;
    array[j] = kept;
  }
}
