import type { ReplicaSummary } from '@parton/fit-folder';

/** What the selection looks at of one replica. */
export type Candidate = Pick<ReplicaSummary, 'id' | 'chi2' | 'positivity' | 'arcLengths' | 'integrability'>;

/** How far a replica may be off. */
export interface Thresholds {
  /** Of the experimental chi2, in standard deviations above the mean of the replicas that pass. */
  readonly chi2: number;
  /** Of each arc length, likewise. */
  readonly arcLength: number;
  /** Of each integrability number itself. */
  readonly integrability: number;
}

/** The vetoes that compare a number with a limit, as `veto_count.json` names them. */
export type NumberVeto = 'ChiSquared' | `ArcLength_${number}` | `IntegNumber_${number}`;

/** `Convergence check` is that of the positivity state. */
export type Veto = 'Convergence check' | NumberVeto;

/** A number that each replica has, and which threshold it is held against. */
interface Measure {
  readonly veto: NumberVeto;
  readonly threshold: keyof Thresholds;
  readonly of: (candidate: Candidate) => number;
}

const FIVE = [0, 1, 2, 3, 4];

/** In the order of `veto_count.json`. */
const MEASURES: readonly Measure[] = [
  ...FIVE.map((i): Measure => ({
    veto: `IntegNumber_${i}`,
    threshold: 'integrability',
    of: ({ integrability }) => integrability[i] ?? Number.NaN,
  })),
  { veto: 'ChiSquared', threshold: 'chi2', of: ({ chi2 }) => chi2.experimental },
  ...FIVE.map((i): Measure => ({
    veto: `ArcLength_${i}`,
    threshold: 'arcLength',
    of: ({ arcLengths }) => arcLengths[i] ?? Number.NaN,
  })),
];

/** A number passes where it is finite and at most `centre + width`. */
export interface Limit extends Measure {
  readonly centre: number;
  readonly width: number;
}

/** The threshold of a veto, if it has one. */
export function thresholdOf(veto: Veto): keyof Thresholds | undefined {
  return MEASURES.find((measure) => measure.veto === veto)?.threshold;
}

/** One limit for each measure. The relative ones are open where no replica passes. */
export function limitsFrom(passing: readonly Candidate[], thresholds: Thresholds): Limit[] {
  return MEASURES.map((measure) => {
    const allowed = thresholds[measure.threshold];
    if (!isRelative(measure)) return { ...measure, centre: 0, width: allowed };
    if (passing.length === 0) return { ...measure, centre: 0, width: Infinity };
    const values = passing.map(measure.of);
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
    return { ...measure, centre, width: allowed * deviation };
  });
}

/** Whether the limit depends on which replicas pass. */
export function isRelative({ threshold }: Measure): boolean {
  return threshold !== 'integrability';
}

export function isWithin(candidate: Candidate, { of, centre, width }: Limit): boolean {
  const value = of(candidate);
  return Number.isFinite(value) && value - centre <= width;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
