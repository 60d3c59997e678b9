import { betaCoefficients, decoupling, invertSeries } from './coupling-coefficients.ts';
import { type EvolutionPoint, isPoint } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import type { EvolutionTheory } from './theory.ts';

/**
 * The strong coupling of an evolution, as EKO has it: running in QCD to the order of the evolution, and matching at the
 * thresholds of heavy quarks with pole masses (arXiv:2202.02338, section 2.3).
 *
 * Throws EvolutionError for what is not implemented: MSbar masses, evolution in QED, and the expanded solution at N3LO.
 */
export function alphaS(theory: EvolutionTheory, { q, nf }: EvolutionPoint): number {
  const { alphaS: start, order } = theory;
  check(theory, { q, nf });
  const up = nf > start.nf;
  let a = start.value / (4 * Math.PI);
  let from = start.q;
  for (let flavours = start.nf; flavours !== nf; flavours += up ? 1 : -1) {
    // Charm is the fourth flavour and the first of the list.
    const heavy = (up ? flavours : flavours - 1) - 3;
    const threshold = theory.thresholds[heavy] ?? Number.NaN;
    const log = 2 * Math.log(threshold / (theory.masses[heavy] ?? Number.NaN));
    const series = decoupling(order[0], 3 + heavy, log);
    a = matched(run(theory, a, flavours, 2 * Math.log(threshold / from)), up ? series : invertSeries(series));
    from = threshold;
  }
  return 4 * Math.PI * run(theory, a, nf, 2 * Math.log(q / from));
}

/** `a (1 + c_0 a + c_1 a^2 + ..)` */
function matched(a: number, series: readonly number[]): number {
  return a * series.reduceRight((sum, c) => sum * a + c, 0) * a + a;
}

/** `a = alpha_s / 4 pi` after `log = ln(Q^2 / Q_start^2)` with a fixed number of flavours. */
function run({ order: [order], running }: EvolutionTheory, a: number, nf: number, log: number): number {
  const beta = betaCoefficients(nf).slice(0, order);
  return running === 'exact' ? exact(beta, a, log) : expanded(beta, a, log);
}

/** Solutions as a series around that of LO, with `b_k = beta_k / beta_0`. */
function expanded([beta0 = 0, beta1, beta2]: readonly number[], a: number, log: number): number {
  const growth = 1 + a * beta0 * log;
  const lo = a / growth;
  if (beta1 === undefined) return lo;
  const b1 = beta1 / beta0;
  const nlo = lo - b1 * lo * lo * Math.log(growth);
  if (beta2 === undefined) return nlo;
  return lo * (1 + lo * (lo - a) * (beta2 / beta0 - b1 * b1) + nlo * b1 * Math.log(nlo / a));
}

/** Widest step of the integration in ln Q^2. Errors stay below 1e-12. */
const STEP = 0.02;

/** `da / dln Q^2 = -a^2 (beta_0 + beta_1 a + ..)` by the Runge-Kutta method of fourth order. */
function exact(beta: readonly number[], a: number, log: number): number {
  const slope = (value: number) => -value * value * beta.reduceRight((sum, b) => sum * value + b, 0);
  const steps = Math.ceil(Math.abs(log) / STEP);
  const h = log / Math.max(steps, 1);
  let value = a;
  for (let step = 0; step < steps; step++) {
    const k1 = slope(value);
    const k2 = slope(value + (h / 2) * k1);
    const k3 = slope(value + (h / 2) * k2);
    const k4 = slope(value + h * k3);
    value += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return value;
}

function check(
  { order: [qcd, qed], massScheme, running, alphaS: start, thresholds }: EvolutionTheory,
  point: EvolutionPoint,
) {
  const highest = running === 'exact' ? 4 : 3;
  if (massScheme !== 'pole' || qed !== 0 || !(qcd >= 1 && qcd <= highest)) {
    throw new EvolutionError({
      found: `${running} alpha_s at order ${qcd} in QCD, ${qed} in QED, with ${massScheme} masses`,
      expected: `order 1 to ${highest} in QCD, 0 in QED, and pole masses`,
    });
  }
  const reached = thresholds.slice(0, Math.max(start.nf, point.nf) - 3);
  if (isPoint(start) && isPoint(point) && reached.every((q) => q > 0 && q < Infinity)) return;
  throw new EvolutionError({
    found: `alpha_s at Q = ${point.q} GeV, nf = ${point.nf}, from Q = ${start.q}, nf = ${start.nf}`,
    expected: `positive scales, and flavours that have thresholds (${thresholds.join(', ')} GeV)`,
  });
}
