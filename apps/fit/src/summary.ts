import { mean, median, table } from './format.ts';
import { duration } from './progress.ts';
import type { FinishedReplica } from './results.ts';

/** What a fit ended with, as plain data: the text on the screen and `--json` show the same. */
export interface FitSummary {
  readonly folder: string;
  readonly engine: string;
  readonly points: number;
  readonly replicas: readonly ReplicaSummary[];
  /** Mean over the replicas that passed. chi2 per point, sets with their own covariance block. */
  readonly datasets: readonly { readonly name: string; readonly points: number; readonly chi2: number }[];
  readonly chi2: number;
  readonly sumRules: { readonly largestDeviation: number };
  readonly seconds: { readonly setup: number; readonly training: number; readonly total: number };
  readonly steps: number;
  readonly interrupted: boolean;
}

/** One line per replica. chi2 per point. */
export interface ReplicaSummary {
  readonly id: number;
  readonly chi2: { readonly training: number; readonly validation: number; readonly experimental: number };
  readonly bestEpoch: number;
  readonly passed: boolean;
  readonly failure?: string;
}

/** Values that the sum rules must have. */
const EXPECTED = { momentum: 1, uValence: 2, dValence: 1, sValence: 0 } as const;

/** Condenses finished replicas. */
export function summarise(
  replicas: readonly FinishedReplica[],
  run: Pick<FitSummary, 'folder' | 'engine' | 'seconds' | 'steps' | 'interrupted'>,
): FitSummary {
  const passed = replicas.filter(({ failure }) => failure === undefined);
  const described = passed.length > 0 ? passed : replicas;
  const [first] = described;
  return {
    ...run,
    points: first?.report.predictions.length ?? 0,
    replicas: replicas.map(({ written, failure }) => ({
      id: written.id,
      chi2: written.chi2,
      bestEpoch: written.bestEpoch,
      passed: failure === undefined,
      ...(failure === undefined ? {} : { failure }),
    })),
    datasets: (first?.report.datasets ?? []).map(({ name, points }, d) => ({
      name,
      points,
      chi2: mean(described.map(({ report }) => report.datasets[d]?.chi2 ?? Number.NaN)) / points,
    })),
    chi2: mean(described.map(({ written }) => written.chi2.experimental)),
    sumRules: { largestDeviation: Math.max(...described.map(({ sumRules }) => deviation(sumRules))) },
  };
}

function deviation(values: FinishedReplica['sumRules']): number {
  const keys = ['momentum', 'uValence', 'dValence', 'sValence'] as const;
  return Math.max(...keys.map((key) => Math.abs(values[key] - EXPECTED[key])));
}

/** The summary for people. */
export function summaryText(summary: FitSummary): string {
  const { replicas, datasets, seconds } = summary;
  const passed = replicas.filter((replica) => replica.passed);
  const best = passed.map(({ bestEpoch }) => bestEpoch + 1);
  const spread = (values: number[]): string =>
    values.length === 0
      ? 'none'
      : `${median(values).toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
  const rows = datasets.map(({ name, points, chi2 }) => [name, String(points), chi2.toFixed(3)]);
  const failures = replicas.filter(({ failure }) => failure !== undefined);
  return [
    table([
      ['data set', 'points', 'chi2 per point'],
      ...rows,
      ['all, with correlations', String(summary.points), summary.chi2.toFixed(3)],
    ]),
    '',
    `${passed.length} of ${replicas.length} replicas passed${summary.interrupted ? ' (interrupted)' : ''}`,
    ...failures.map(({ id, failure }) => `  replica ${id}: ${failure}`),
    `chi2 to the data      ${spread(passed.map(({ chi2 }) => chi2.experimental))}, median (range) over replicas`,
    `chi2 of the training  ${spread(passed.map(({ chi2 }) => chi2.training))}`,
    `chi2 of the validation ${spread(passed.map(({ chi2 }) => chi2.validation))}`,
    `best step             ${best.length === 0 ? 'none' : `${Math.min(...best)} to ${Math.max(...best)}`}, ${summary.steps} steps done`,
    `sum rules             closed to ${summary.sumRules.largestDeviation.toExponential(1)}`,
    `time                  ${duration(seconds.total)} (set-up ${duration(seconds.setup)}, training ${duration(seconds.training)}, ` +
      `${(summary.steps / Math.max(seconds.training, 1e-9)).toFixed(1)} steps/s, ${summary.engine})`,
    `results               ${summary.folder}`,
  ].join('\n');
}
