import type { Section } from '../blocks.ts';
import { ofPassed, type ReportView } from '../fit-view.ts';
import { formatNumber } from '../numbers.ts';
import { isNumber, spread } from '../statistics.ts';
import { nameCell, plainTable } from './tables.ts';

/** Sum rules: expected values against those of the replicas. */
export function sumRuleSection({ fits }: ReportView): Section | undefined {
  if (fits.every(({ report }) => report.sumRules === undefined)) return undefined;
  const rows = fits.flatMap((fit) =>
    (fit.report.sumRules ?? []).map(({ name, expected, values }) => {
      const passed = ofPassed(fit, values).filter(isNumber);
      const { mean, sigma } = spread(passed);
      const worst = Math.max(...passed.map((value) => Math.abs(value - expected)));
      return [
        nameCell(fits, name, fit),
        formatNumber(expected),
        formatNumber(mean, 6),
        formatNumber(sigma, 2),
        formatNumber(passed.length === 0 ? null : worst, 2),
      ];
    }),
  );
  return {
    id: 'sum-rules',
    title: 'Sum rules',
    blocks: [
      {
        kind: 'table',
        table: plainTable({
          caption: 'Integrals over the replicas that passed',
          columns: ['Integral', 'expected', 'mean', '1σ', 'largest deviation'],
          rows,
        }),
      },
    ],
  };
}
