import { InputError } from '@parton/errors';

const POOL_SIZE = 4;

/**
 * The state words that NumPy's `SeedSequence(seed).generate_state` yields: a whole number of any size is spread over a
 * pool of four 32-bit words, so that neighbouring seeds give unrelated streams (M. E. O'Neill, "Developing a seed_seq
 * alternative", 2015).
 *
 * @returns `count` words of 32 bits
 */
export function seedSequence(seed: number | bigint, count: number): Uint32Array {
  const pool = entropyPool(entropyWords(seed));
  const hash = hashing(0x8b51f9dd, 0x58f38ded);
  return Uint32Array.from({ length: count }, (_, i) => hash(pool[i % POOL_SIZE] ?? 0));
}

function entropyPool(entropy: readonly number[]): Uint32Array {
  const hash = hashing(0x43b0d7e5, 0x931e8875);
  const pool = Uint32Array.from({ length: POOL_SIZE }, (_, i) => hash(entropy[i] ?? 0));
  const stir = (to: number, word: number): void => {
    pool[to] = mix(pool[to] ?? 0, hash(word));
  };
  for (let from = 0; from < POOL_SIZE; from++) {
    for (let to = 0; to < POOL_SIZE; to++) if (to !== from) stir(to, pool[from] ?? 0);
  }
  for (const word of entropy.slice(POOL_SIZE)) for (let to = 0; to < POOL_SIZE; to++) stir(to, word);
  return pool;
}

/** A hash of 32-bit words whose constant moves on with every word. */
function hashing(initial: number, multiplier: number): (word: number) => number {
  let constant = initial;
  return (word) => {
    const mixed = word ^ constant;
    constant = Math.imul(constant, multiplier);
    const product = Math.imul(mixed, constant);
    return (product ^ (product >>> 16)) >>> 0;
  };
}

function mix(x: number, y: number): number {
  const difference = (Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715)) | 0;
  return (difference ^ (difference >>> 16)) >>> 0;
}

/** Little-endian words of 32 bits, at least one. */
function entropyWords(seed: number | bigint): number[] {
  if (typeof seed === 'number' ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n) {
    throw new InputError({
      where: { key: 'seed' },
      found: `${seed}`,
      expected: 'a whole number >= 0 (a bigint from 2^53 on)',
    });
  }
  const words: number[] = [];
  for (let rest = BigInt(seed); rest > 0n || words.length === 0; rest >>= 32n) {
    words.push(Number(rest & 0xffffffffn));
  }
  return words;
}
