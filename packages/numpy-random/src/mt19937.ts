import { InputError } from '@parton/errors';

const LENGTH = 624;
const SHIFT = 397;

/** The part of NumPy's legacy generator (`numpy.random.seed`) that a fit needs. Every call moves the generator on. */
export interface Mt19937 {
  /** 32 random bits. */
  nextUint32(): number;
}

/**
 * The Mersenne twister (M. Matsumoto, T. Nishimura, ACM TOMACS 8 (1998) 3), seeded as `numpy.random.seed(seed)`.
 *
 * @param seed a whole number, `0 <= seed < 2^32`; throws `InputError` otherwise
 */
export function mt19937(seed: number): Mt19937 {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new InputError({
      where: { key: 'seed' },
      found: `${seed}`,
      expected: 'a whole number from 0 to 2^32 - 1',
    });
  }
  const state = initialState(seed);
  let at = LENGTH;
  return {
    nextUint32() {
      if (at === LENGTH) {
        twist(state);
        at = 0;
      }
      return temper(state[at++] ?? 0);
    },
  };
}

function initialState(seed: number): Uint32Array {
  const state = Uint32Array.of(seed, ...new Uint32Array(LENGTH - 1));
  for (let i = 1; i < LENGTH; i++) {
    const previous = state[i - 1] ?? 0;
    state[i] = Math.imul(previous ^ (previous >>> 30), 1812433253) + i;
  }
  return state;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const joined = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % LENGTH] ?? 0) & 0x7fffffff);
    const matrix = (joined & 1) === 0 ? 0 : 0x9908b0df;
    state[i] = (state[(i + SHIFT) % LENGTH] ?? 0) ^ (joined >>> 1) ^ matrix;
  }
}

function temper(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
