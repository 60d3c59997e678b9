import type { Figure, Mark, NumberAxis, Thumbnail } from '../blocks.ts';
import type { ReplicaReport } from '../fit-report.ts';
import type { FitView } from '../fit-view.ts';
import { formatCount, formatNumber, formatPart } from '../numbers.ts';
import { CHI2, plainText, type Rich } from '../rich.ts';
import { logDomain } from '../scale.ts';
import { finite, spread } from '../statistics.ts';
import { evenly, plainTable } from './tables.ts';

/** The name of an axis. */
export const CHI2_PER_POINT: Rich = [CHI2, ' per point'];

type History = NonNullable<ReplicaReport['history']>;

const KINDS = ['training', 'validation'] as const;
/** At most so many replicas are drawn one by one. */
const MOST_CURVES = 100;
const TABLE_ROWS = 20;
/** The share of all values that small plots hold: a few wild steps shall not make all others flat. */
const IN_SIGHT = 0.97;

/** All curves of a fit in one plot, and their medians; none without histories. */
export function curvesFigure(fit: FitView): Figure[] {
  const all = histories(fit);
  if (all.length === 0) return [];
  const shown = evenly(all.length, MOST_CURVES).flatMap((i) => all[i] ?? []);
  const { epoch, training, validation } = medians(all);
  const marks: Mark[] = [
    ...KINDS.map((kind): Mark => ({
      kind: 'curves',
      colour: kind,
      curves: shown.map((history) => ({ x: history.epoch, y: history[kind] })),
    })),
    ...KINDS.map((kind): Mark => ({
      kind: 'line',
      colour: kind,
      x: epoch,
      y: { training, validation }[kind],
      name: `${kind}, median`,
    })),
  ];
  const part = shown.length < all.length ? ` (${formatPart(shown.length, all.length)} are drawn)` : '';
  return [
    {
      title: 'Training and validation',
      description:
        'chi2 per point along the training: a thin line for each replica, a thick one for the median.',
      caption: `Thin lines are replicas${part}, thick ones medians over all.`,
      x: epochAxis(all),
      panels: [
        { y: { kind: 'log', domain: logDomain(valuesOf(all)), label: CHI2_PER_POINT }, share: 1, marks },
      ],
      table: plainTable({
        caption: ['Median over replicas of ', CHI2_PER_POINT],
        columns: ['epoch', 'training', 'validation'],
        rows: evenly(epoch.length, TABLE_ROWS).map((i) => [
          formatCount(epoch[i]),
          formatNumber(training[i]),
          formatNumber(validation[i]),
        ]),
      }),
    },
  ];
}

/** A small plot for each replica, all on one scale. */
export function replicaThumbnails(fit: FitView): Thumbnail[] {
  const all = histories(fit);
  if (all.length === 0) return [];
  const values = valuesOf(all).toSorted((a, b) => a - b);
  const y: NumberAxis = {
    kind: 'log',
    domain: logDomain(values.slice(0, Math.ceil(IN_SIGHT * values.length))),
  };
  const x = epochAxis(all);
  return fit.report.replicas.flatMap(({ id, history, bestEpoch, chi2 }, r): Thumbnail[] => {
    if (history === undefined) return [];
    const failure = fit.outcomes[r]?.failure;
    const words = [
      `Replica ${id}: ${failure === undefined ? 'passed' : `failed, ${failure}`}`,
      `training chi2 ${plainText(formatNumber(chi2?.training))}`,
      `validation chi2 ${plainText(formatNumber(chi2?.validation))}`,
    ];
    return [
      {
        label: `${id}${failure === undefined ? '' : ', failed'}`,
        description: words.join('; '),
        failed: failure !== undefined,
        x,
        y,
        marks: [
          ...(bestEpoch === undefined ? [] : [{ kind: 'rule', axis: 'x', at: bestEpoch } as const]),
          ...KINDS.map((kind): Mark => ({ kind: 'line', x: history.epoch, y: history[kind], colour: kind })),
        ],
      },
    ];
  });
}

function histories(fit: FitView): History[] {
  return fit.report.replicas.flatMap(({ history }) => (history?.epoch.length ? [history] : []));
}

function epochAxis(all: readonly History[]): NumberAxis {
  const last = all.reduce((most, { epoch }) => Math.max(most, ...epoch), 0);
  return { kind: 'linear', domain: [0, Math.max(1, last)], label: 'epoch' };
}

function valuesOf(all: readonly History[]): number[] {
  return all.flatMap(({ training, validation }) => finite([...training, ...validation]));
}

/** Over the replicas that were still trained, at the epochs of the longest history. */
function medians(all: readonly History[]) {
  const epoch = all.reduce<readonly number[]>(
    (best, history) => (history.epoch.length > best.length ? history.epoch : best),
    [],
  );
  const median = (kind: (typeof KINDS)[number]): number[] =>
    epoch.map(
      (at, i) => spread(all.map((history) => (history.epoch[i] === at ? history[kind][i] : null))).median,
    );
  return { epoch, training: median('training'), validation: median('validation') };
}
