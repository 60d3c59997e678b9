import { matmul, type NdArray, row, zeros } from '@parton/ndarray';
import { type Eko, EKO_PIDS, type EvolutionPoint } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import type { InitialPdfs } from './initial-pdfs.ts';
import { logLagrange, SAME_NODE } from './log-lagrange.ts';

/** PDFs of all replicas at the scales of the operators. */
export interface EvolvedPdfs {
  /** `[N]`, those of the initial PDFs. */
  readonly x: Float64Array;
  /**
   * How many of the first nodes lie below those of the operators. Nothing is known there: x f is 0 at all scales, as
   * evolven3fit has it.
   */
  readonly below: number;
  /** `[14]`, PDG numbers, as {@link EKO_PIDS}. */
  readonly pids: readonly number[];
  readonly points: readonly EvolutionPoint[];
  /** One after the other, in the order of `points`: each operator is read when its turn comes, and dropped. */
  readonly scales: () => Iterable<EvolvedScale>;
}

export interface EvolvedScale extends EvolutionPoint {
  /** `[R, 14, N]`: x f(x, Q). */
  readonly xf: NdArray;
}

/** Fitting scales agree to rounding. */
const SAME_SCALE = 1e-10;

/**
 * Evolves all replicas at once, one matrix product per scale, by the arithmetic of evolven3fit: f is interpolated to the
 * nodes of the operators, multiplied, and interpolated back. Replicas do not mix: a replica in a batch is what it would be
 * alone.
 *
 * Throws EvolutionError where the PDFs do not fit the operators: other fitting scale, nodes that do not cover those of
 * the operators, or unknown partons.
 */
export function evolve(eko: Eko, initial: InitialPdfs): EvolvedPdfs {
  check(eko, initial);
  const f = onOperatorNodes(eko, initial);
  const { x } = initial;
  const toNodes = logLagrange(eko.x, x, eko.degree);
  const below = x.findIndex((node) => Math.log(node / (eko.x[0] ?? 0)) >= -SAME_NODE);
  function* scales(): Iterable<EvolvedScale> {
    for (const [i, point] of eko.points.entries()) {
      const { shape, data } = eko.operator(i);
      const [pids = 0, nodes = 0] = shape;
      const evolved = matmul({ shape: [pids * nodes, pids * nodes], data }, f);
      yield { ...point, xf: atNodes(evolved, toNodes, x) };
    }
  }
  return { x, below: below < 0 ? x.length : below, pids: EKO_PIDS, points: eko.points, scales };
}

/** f at the nodes of the operators: `[14 X, R]`, one column per replica. */
function onOperatorNodes({ x: nodes, degree }: Eko, { x, pids, xf }: InitialPdfs): NdArray {
  const interpolation = logLagrange(x, nodes, degree);
  const [replicas = 0, flavours = 0, points = 0] = xf.shape;
  const out = zeros([EKO_PIDS.length * nodes.length, replicas]);
  EKO_PIDS.forEach((pid, a) => {
    const place = pids.indexOf(pid);
    if (place < 0) return;
    const f = zeros([points, replicas]);
    for (let n = 0; n < points; n++) {
      for (let r = 0; r < replicas; r++) {
        f.data[n * replicas + r] = (xf.data[(r * flavours + place) * points + n] ?? 0) / (x[n] ?? 1);
      }
    }
    out.data.set(matmul(interpolation, f).data, a * nodes.length * replicas);
  });
  return out;
}

/** `[14 X, R]` at the nodes of the operators to x f at those of the PDFs, `[R, 14, N]`. */
function atNodes(evolved: NdArray, interpolation: NdArray, x: Float64Array): NdArray {
  const [, replicas = 0] = evolved.shape;
  const [points = 0, nodes = 0] = interpolation.shape;
  const flavours = EKO_PIDS.length;
  const byFlavour = { shape: [flavours, nodes, replicas], data: evolved.data };
  const out = zeros([replicas, flavours, points]);
  for (let a = 0; a < flavours; a++) {
    const f = matmul(interpolation, row(byFlavour, a));
    for (let r = 0; r < replicas; r++) {
      for (let n = 0; n < points; n++) {
        out.data[(r * flavours + a) * points + n] = (x[n] ?? 0) * (f.data[n * replicas + r] ?? 0);
      }
    }
  }
  return out;
}

function check(eko: Eko, { q2, x, pids, xf }: InitialPdfs): void {
  const fail = (found: string, expected: string, cure?: string): never => {
    throw new EvolutionError({ where: { file: eko.file }, found, expected, cure });
  };
  if (!(Math.abs(q2 - eko.q2) <= SAME_SCALE * eko.q2)) {
    fail(
      `operators from Q0^2 = ${eko.q2} GeV^2`,
      `${q2} GeV^2, where the PDFs are given`,
      'Choose the operators of the theory of the fit',
    );
  }
  if (xf.shape.length !== 3 || xf.shape[1] !== pids.length || xf.shape[2] !== x.length) {
    fail(`PDFs of shape [${xf.shape.join(', ')}]`, `[replicas, ${pids.length}, ${x.length}]`);
  }
  const unknown = pids.find((pid, k) => !EKO_PIDS.includes(pid) || pids.indexOf(pid) !== k);
  if (unknown !== undefined) fail(`parton ${unknown}`, `each of ${EKO_PIDS.join(', ')} at most once`);
  if (x.length <= eko.degree || x.some((node, k) => !(node > (x[k - 1] ?? 0)))) {
    fail(`${x.length} nodes in x`, `more than ${eko.degree}, ascending`);
  }
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 0];
  const covers =
    Math.log((eko.x[0] ?? 0) / first) >= -SAME_NODE && Math.log(last / (eko.x.at(-1) ?? 1)) >= -SAME_NODE;
  if (!covers)
    fail(
      `operators for x in [${eko.x[0]}, ${eko.x.at(-1)}]`,
      `within [${first}, ${last}], where the PDFs are given`,
    );
}
