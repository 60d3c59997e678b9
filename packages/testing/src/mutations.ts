/** How many inputs a fuzz test tries: 1,000, or as many as the environment variable PARTON_FUZZ says. */
export function fuzzRuns(): number {
  const runs = Number(process.env['PARTON_FUZZ'] ?? 1000);
  if (Number.isInteger(runs) && runs > 0) return runs;
  throw new Error(`PARTON_FUZZ is ${process.env['PARTON_FUZZ']}, not a number of inputs`);
}

/**
 * Damaged copies of a valid input, the same ones for the same seed: {@link fuzzRuns} of them. Each has one to four changes,
 * to bits, bytes, fields of four and eight bytes, digits of texts, or ranges that are cut out, repeated, swapped in or
 * zeroed. For readers, which must take or refuse any bytes.
 */
export function* mutations(bytes: Uint8Array, seed: number): Generator<Uint8Array> {
  const random = randomIntegers(seed);
  for (let run = fuzzRuns(); run > 0; run--) {
    let mutated = Uint8Array.from(bytes);
    for (let changes = 1 + random(4); changes > 0; changes--) {
      const change = CHANGES[random(CHANGES.length)];
      if (change !== undefined) mutated = change(mutated, random);
    }
    yield mutated;
  }
}

/** A whole number in [0, below); 0 if there is none. */
type Random = (below: number) => number;

/** Changes the bytes, which are its own, or gives new ones. */
type Change = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

/** Values that readers stumble over: none, one, most of a type, and just beyond a limit of sizes. */
const EXTREMES = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 16, 2 ** 24, 2 ** 27, 2 ** 30];
const DIGITS = '0123456789-+.eE \n\t_{*:';

const CHANGES: readonly Change[] = [
  (bytes, random) => put(bytes, random(bytes.length), (byte) => byte ^ (1 << random(8))),
  (bytes, random) => put(bytes, random(bytes.length), () => random(256)),
  (bytes, random) => put(bytes, random(bytes.length), () => DIGITS.charCodeAt(random(DIGITS.length))),
  (bytes, random) => putField(bytes, random, 4),
  (bytes, random) => putField(bytes, random, 8),
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, random) => bytes.fill(random(2) * 255, ...range(bytes, random)),
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return join(bytes.subarray(0, to), bytes.subarray(from));
  },
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return bytes.copyWithin(random(bytes.length), from, to);
  },
  (bytes, random) =>
    join(
      bytes,
      Uint8Array.from({ length: 1 + random(20) }, () => random(256)),
    ),
];

function put(bytes: Uint8Array<ArrayBuffer>, at: number, change: (byte: number) => number) {
  bytes[at] = change(bytes[at] ?? 0);
  return bytes;
}

/** A little-endian field becomes an extreme value, or one near the value it has. */
function putField(bytes: Uint8Array<ArrayBuffer>, random: Random, length: 4 | 8) {
  const at = random(bytes.length - length + 1);
  if (at + length > bytes.length) return bytes;
  const view = new DataView(bytes.buffer, at, length);
  const near = view.getInt32(0, true) + random(5) - 2;
  view.setInt32(0, random(3) === 0 ? near : (EXTREMES[random(EXTREMES.length)] ?? 0), true);
  if (length === 8) view.setInt32(4, random(4) === 0 ? random(256) : 0, true);
  return bytes;
}

/** Mostly short, at times up to the whole. */
function range(bytes: Uint8Array, random: Random): [number, number] {
  const from = random(bytes.length);
  const most = random(4) === 0 ? bytes.length - from : Math.min(64, bytes.length - from);
  return [from, from + 1 + random(most)];
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** A 32-bit xorshift generator, started from a scrambled seed so that neighbouring seeds differ at once. */
function randomIntegers(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return below <= 0 ? 0 : (state >>> 0) % below;
  };
}
