import { seedSequence } from './seed-sequence.ts';

/** The raw output of a PCG64 generator, in 32-bit halves: BigInt would cost more than the generator itself. */
export interface Pcg64Stream {
  /** The latest output: `[low half, high half]`. */
  readonly word: Uint32Array;
  /** Draws the next output into `word`. */
  advance(): void;
}

/** Number of 16-bit limbs of the state, lowest first. */
const LIMBS = 8;
/** 0x2360ed051fc65da44385df649fccf645 (P. L'Ecuyer's table, as in the PCG reference implementation). */
const MULTIPLIER: readonly number[] = [0xf645, 0x9fcc, 0xdf64, 0x4385, 0x5da4, 0x1fc6, 0xed05, 0x2360];

/**
 * PCG XSL RR 128/64 (M. E. O'Neill, HMC-CS-2014-0905) on 16-bit limbs, seeded as NumPy's `PCG64(seed)`: a 128-bit
 * linear congruential generator whose state is folded and rotated into 64 bits.
 */
export function pcg64Stream(seed: number | bigint): Pcg64Stream {
  const words = seedSequence(seed, 8);
  const initial = uint128(words.subarray(0, 4));
  const odd = (uint128(words.subarray(4, 8)) << 1n) | 1n;
  const increment = limbs(odd);
  let state: Uint16Array = multiplyAdd(limbs(odd + initial), increment, new Uint16Array(LIMBS));
  let spare: Uint16Array = new Uint16Array(LIMBS);
  const word = new Uint32Array(2);
  return {
    word,
    advance() {
      const next = multiplyAdd(state, increment, spare);
      spare = state;
      state = next;
      rotate(state, word);
    },
  };
}

/** `target = state * MULTIPLIER + increment`. Totals stay below 2^36, hence exact; storing keeps their low 16 bits. */
function multiplyAdd(state: Uint16Array, increment: Uint16Array, target: Uint16Array): Uint16Array {
  let carry = 0;
  for (let k = 0; k < LIMBS; k++) {
    let total = carry + (increment[k] ?? 0);
    for (let i = 0; i <= k; i++) total += (state[i] ?? 0) * (MULTIPLIER[k - i] ?? 0);
    target[k] = total;
    carry = Math.floor(total / 0x10000);
  }
  return target;
}

/** The output function: the two halves of the state xor-ed, rotated right by its top 6 bits. */
function rotate(state: Uint16Array, word: Uint32Array): void {
  const low = half(state, 0) ^ half(state, 4);
  const high = half(state, 2) ^ half(state, 6);
  const rotation = (state[7] ?? 0) >>> 10;
  const [right, left] = rotation < 32 ? [low, high] : [high, low];
  word[0] = funnel(right, left, rotation & 31);
  word[1] = funnel(left, right, rotation & 31);
}

function half(state: Uint16Array, at: number): number {
  return (state[at] ?? 0) | ((state[at + 1] ?? 0) << 16);
}

/** The low 32 bits of `left:right >> bits`. Two shifts, since JavaScript takes a shift by 32 as one by 0. */
function funnel(right: number, left: number, bits: number): number {
  return (right >>> bits) | ((left << 1) << (31 - bits));
}

/** NumPy's order of seed words: the high 64 bits first, each of them low half first. */
function uint128(words: Uint32Array): bigint {
  return [1, 0, 3, 2].reduce((value, i) => (value << 32n) | BigInt(words[i] ?? 0), 0n);
}

function limbs(value: bigint): Uint16Array {
  return Uint16Array.from({ length: LIMBS }, (_, k) => Number((value >> BigInt(16 * k)) & 0xffffn));
}
