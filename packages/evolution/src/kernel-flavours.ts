import { type NdArray, zeros } from '@parton/ndarray';
import { EKO_PIDS } from './eko.ts';

/** Which flavours a kernel turns into which: it takes `from` (a row over input flavours) to `to` (a column over output). */
interface Transition {
  readonly to: readonly number[];
  readonly from: readonly number[];
}

const QUARKS = [1, 2, 3, 4];

/** Places in EKO_PIDS of the partons that the kernels act on: u, d, s, c, their antiquarks and the gluon. */
export const INPUTS: readonly number[] = EKO_PIDS.flatMap((pid, place) =>
  pid === 21 || QUARKS.includes(Math.abs(pid)) ? [place] : [],
);

/**
 * For each kernel of a QCD evolution the flavours `[14 (to), 14 (from)]`, so that the sum over kernels of flavours times
 * kernel is the whole operator. Order: ns+, ns-, nsV, qq, qg, gq, gg and, with five flavours, bV, bq, bg.
 *
 * Sums (+) and differences (-) of quarks and antiquarks evolve apart: S and V of all flavours, T3, T8, T15 and V3, V8, V15
 * of the first four. The singlet S after the evolution includes bottom, which starts from nothing at its threshold.
 */
export function kernelFlavours(nf: 4 | 5): readonly NdArray[] {
  const sign = { plus: 1, minus: -1 } as const;
  const nonSinglet = (kind: 1 | -1): Transition[] =>
    [3, 8, 15].map((name) => ({
      to: quarks(kind, { [name]: 1 }),
      from: combination(kind, COMBINATIONS[name] ?? []),
    }));
  const singlet = quarks(sign.plus, { total: 1 });
  const valence = quarks(sign.minus, { total: 1 });
  const sum = combination(sign.plus, [1, 1, 1, 1]);
  const difference = combination(sign.minus, [1, 1, 1, 1]);
  const gluon = unit(21);
  const common: Transition[][] = [
    nonSinglet(sign.plus),
    nonSinglet(sign.minus),
    [{ to: valence, from: difference }],
    [{ to: singlet, from: sum }],
    [{ to: singlet, from: gluon }],
    [{ to: gluon, from: sum }],
    [{ to: gluon, from: gluon }],
  ];
  const bottom: Transition[][] = [
    [{ to: quarks(sign.minus, { bottom: 1 }), from: difference }],
    [{ to: quarks(sign.plus, { bottom: 1 }), from: sum }],
    [{ to: quarks(sign.plus, { bottom: 1 }), from: gluon }],
  ];
  return [...common, ...(nf === 5 ? bottom : [])].map(outerSum);
}

/** T3, T8, T15 (and V3, V8, V15) as factors of u, d, s, c. */
const COMBINATIONS: Readonly<Record<number, readonly number[]>> = {
  3: [1, -1, 0, 0],
  8: [1, 1, -2, 0],
  15: [1, 1, 1, -3],
};

/** The row over input flavours of a combination of u, d, s, c, each with its antiquark times `kind`. */
function combination(kind: 1 | -1, [u = 0, d = 0, s = 0, c = 0]: readonly number[]): number[] {
  const factors: Readonly<Record<number, number>> = { 1: d, 2: u, 3: s, 4: c };
  return EKO_PIDS.map((pid) => (factors[Math.abs(pid)] ?? 0) * (pid < 0 ? kind : 1));
}

/** The column over output flavours of what total, T3, T8, T15 and bottom amount to; `kind` is that of the antiquarks. */
function quarks(kind: 1 | -1, { total = 0, bottom = 0, ...t }: Readonly<Record<string, number>>): number[] {
  const four = total - bottom;
  const c = (four - (t['15'] ?? 0)) / 4;
  const s = (four - c - (t['8'] ?? 0)) / 3;
  const two = four - c - s;
  const u = (two + (t['3'] ?? 0)) / 2;
  const factors: Readonly<Record<number, number>> = { 1: two - u, 2: u, 3: s, 4: c, 5: bottom };
  return EKO_PIDS.map((pid) => ((factors[Math.abs(pid)] ?? 0) * (pid < 0 ? kind : 1)) / 2);
}

function unit(pid: number): number[] {
  return EKO_PIDS.map((entry) => (entry === pid ? 1 : 0));
}

function outerSum(transitions: readonly Transition[]): NdArray {
  const width = EKO_PIDS.length;
  const out = zeros([width, width]);
  for (const { to, from } of transitions) {
    to.forEach((t, a) =>
      from.forEach((f, b) => {
        out.data[a * width + b] = (out.data[a * width + b] ?? 0) + t * f;
      }),
    );
  }
  return out;
}
