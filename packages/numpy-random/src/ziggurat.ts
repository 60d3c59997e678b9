import type { Pcg64Stream } from './pcg64-stream.ts';

/** Where the tail begins, and the area of each of the 256 levels below the unnormalised density `exp(-x^2 / 2)`. */
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974655;
const LEVELS = 256;
const STEPS = 2 ** 52;

/** The levels of the ziggurat, `[256]` each. */
export interface Ziggurat {
  /** Multiples of `width` below this are inside the density without a look at it. */
  readonly inside: Float64Array;
  /** Right edge of each level, divided by 2^52. */
  readonly width: Float64Array;
  /** Density at the right edge. */
  readonly density: Float64Array;
}

/** The tables of NumPy's normal generator, from their definition (G. Marsaglia, W. W. Tsang, J. Stat. Soft. 5 (2000) 8). */
export function ziggurat(): Ziggurat {
  const inside = new Float64Array(LEVELS);
  const width = new Float64Array(LEVELS);
  const density = new Float64Array(LEVELS);
  const base = AREA * Math.exp((TAIL * TAIL) / 2);
  let edge = TAIL;
  inside[0] = Math.floor((TAIL / base) * STEPS);
  width[0] = base / STEPS;
  density[0] = 1;
  for (let level = LEVELS - 1; level >= 1; level--) {
    width[level] = edge / STEPS;
    density[level] = Math.exp((-edge * edge) / 2);
    const next = Math.sqrt(-2 * Math.log(AREA / edge + Math.exp((-edge * edge) / 2)));
    // The topmost level (1) has no level above it: nothing of it is certain to be inside.
    inside[level] = level === 1 ? 0 : Math.floor((next / edge) * STEPS);
    edge = next;
  }
  return { inside, width, density };
}

/** One standard normal number, drawn as NumPy's `Generator.normal` draws it. `random` is uniform on [0, 1). */
export function standardNormal(
  { word, advance }: Pcg64Stream,
  random: () => number,
  { inside, width, density }: Ziggurat,
): number {
  for (;;) {
    advance();
    const low = word[0] ?? 0;
    const level = low & 0xff;
    const multiple = ((word[1] ?? 0) & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const size = multiple * (width[level] ?? 0);
    const x = (low & 0x100) === 0 ? size : -size;
    if (multiple < (inside[level] ?? 0)) return x;
    if (level === 0) return (low & 0x20000) === 0 ? tail(random) : -tail(random);
    const right = density[level] ?? 0;
    const left = density[level - 1] ?? 0;
    if ((left - right) * random() + right < Math.exp((-x * x) / 2)) return x;
  }
}

/** A number beyond the last level (G. Marsaglia, Technometrics 6 (1964) 101). */
function tail(random: () => number): number {
  for (;;) {
    const x = -Math.log1p(-random()) / TAIL;
    const y = -Math.log1p(-random());
    if (2 * y > x * x) return TAIL + x;
  }
}
