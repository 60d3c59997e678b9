import type { Block, Section } from '../blocks.ts';
import type { FitView, ReportView } from '../fit-view.ts';
import { formatCount, formatNumber, formatPart } from '../numbers.ts';
import { CHI2 } from '../rich.ts';
import { plainTable } from './tables.ts';

/** The replicas that failed and why, and a list of all. */
export function replicaSection({ fits }: ReportView): Section {
  return {
    id: 'replicas',
    title: 'Replicas that failed',
    blocks: fits.flatMap((fit): Block[] => [
      ...(fits.length === 1 ? [] : [{ kind: 'heading', text: fit.report.name, colour: fit.colour } as const]),
      ...failedBlocks(fit),
      {
        kind: 'details',
        summary: 'All replicas',
        open: false,
        blocks: [replicaTable(fit, 'All replicas', () => true)],
      },
    ]),
  };
}

function failedBlocks(fit: FitView): Block[] {
  const count = fit.outcomes.length;
  const failed = fit.outcomes.filter(({ failure }) => failure !== undefined).length;
  if (failed === 0)
    return [
      {
        kind: 'text',
        text: count === 1 ? 'The replica passed.' : `None: all ${formatCount(count)} replicas passed.`,
      },
    ];
  return [
    {
      kind: 'text',
      text: `${formatPart(failed, count)} replicas failed. They take no part in means, bands and totals.`,
    },
    replicaTable(fit, 'Replicas that failed', (failure) => failure !== undefined),
  ];
}

function replicaTable(
  fit: FitView,
  caption: string,
  isShown: (failure: string | undefined) => boolean,
): Block {
  const rows = fit.report.replicas.flatMap(({ id, chi2, bestEpoch, stopEpoch }, r) => {
    const failure = fit.outcomes[r]?.failure;
    if (!isShown(failure)) return [];
    return [
      [
        String(id),
        failure ?? 'passed',
        formatNumber(chi2?.training),
        formatNumber(chi2?.validation),
        formatNumber(chi2?.experimental),
        formatCount(bestEpoch ?? null),
        formatCount(stopEpoch ?? null),
      ],
    ];
  });
  const columns = [
    'Replica',
    'outcome',
    ['training ', CHI2],
    ['validation ', CHI2],
    [CHI2, ' to data'],
    'best epoch',
    'last epoch',
  ];
  return { kind: 'table', table: plainTable({ caption, columns, rows, text: [1] }) };
}
