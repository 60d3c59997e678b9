import type { Section } from '../blocks.ts';
import { ofPassed, type ReportView } from '../fit-view.ts';
import { formatNumber, formatPart } from '../numbers.ts';
import { isNumber, spread } from '../statistics.ts';
import { nameCell, plainTable } from './tables.ts';

/** Positivity sets: how many of all replicas pass. */
export function positivitySection({ fits }: ReportView): Section | undefined {
  if (fits.every(({ report }) => report.positivity === undefined)) return undefined;
  const rows = fits.flatMap((fit) =>
    (fit.report.positivity ?? []).map(({ name, points, threshold, loss }) => {
      const passes = loss.filter((value) => isNumber(value) && value < threshold).length;
      const { median } = spread(loss);
      const { largest } = spread(ofPassed(fit, loss));
      return [
        nameCell(fits, name, fit),
        String(points),
        formatPart(passes, loss.length),
        formatNumber(median, 2),
        formatNumber(largest, 2),
        formatNumber(threshold, 1),
      ];
    }),
  );
  const columns = [
    'Set',
    'points',
    'replicas below threshold',
    'median loss',
    'largest loss of those that passed',
    'threshold',
  ];
  return {
    id: 'positivity',
    title: 'Positivity',
    blocks: [
      {
        kind: 'table',
        table: plainTable({
          caption: 'Loss of each positivity set, with its initial multiplier',
          columns: columns,
          rows,
        }),
      },
    ],
  };
}
