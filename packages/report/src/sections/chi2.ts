import type { Cell, Column, Section, Strip } from '../blocks.ts';
import type { Chi2, DatasetReport } from '../fit-report.ts';
import { type FitView, ofPassed, type ReportView } from '../fit-view.ts';
import { formatCount, formatNumber, formatWithError } from '../numbers.ts';
import { CHI2, type Rich } from '../rich.ts';
import { isNumber, spread } from '../statistics.ts';
import { setLegend } from './legends.ts';

/** chi2 per point of all data, of each process and of each set, of all fits beside each other. */
export function chi2Section(view: ReportView): Section | undefined {
  const { fits } = view;
  const sets = mergedSets(fits);
  if (sets.length === 0 && fits.every(({ report }) => report.chi2 === undefined)) return undefined;
  const max = scaleOf(fits);
  const row = (name: Rich, chi2: (fit: FitView) => Chi2 | undefined): Cell[] => cells(fits, name, chi2, max);
  const processes = [...new Set(sets.map(({ process }) => process))];
  return {
    id: 'chi2',
    title: 'Agreement with the data',
    blocks: [
      {
        kind: 'text',
        text: [
          CHI2,
          ' per point: of the mean prediction, and mean and standard deviation over the replicas that passed. ',
          'Totals include the correlations between sets. The dashed line is 1.',
        ],
      },
      { kind: 'legend', entries: setLegend({ ...view, reference: undefined }) },
      {
        kind: 'table',
        table: {
          caption: [CHI2, ' per point'],
          columns: columns(fits, max),
          groups: [
            { head: row('All data', ({ report }) => report.chi2), rows: [] },
            ...processes.map((process) => ({
              head: row(process, ({ report }) => report.processes?.find(({ name }) => name === process)),
              rows: sets
                .filter((set) => set.process === process)
                .map(({ name }) =>
                  row(name, ({ report }) => report.datasets?.find((set) => set.name === name)?.chi2),
                ),
            })),
          ],
        },
      },
    ],
  };
}

/** The sets of all fits, each once. */
export function mergedSets(fits: readonly FitView[]): DatasetReport[] {
  const all = fits.flatMap(({ report }) => report.datasets ?? []);
  return [...new Map(all.toReversed().map((set) => [set.name, set])).values()].toReversed();
}

function columns(fits: readonly FitView[], max: number): Column[] {
  const prefix = (name: string): string => (fits.length === 1 ? '' : `${name}: `);
  return [
    { label: 'Data set', align: 'text' },
    { label: 'Points', align: 'number' },
    ...fits.flatMap(({ report }): Column[] => [
      { label: [prefix(report.name), 'mean prediction'], align: 'number' },
      { label: [prefix(report.name), 'replicas'], align: 'number' },
    ]),
    { label: `from 0 to ${max}`, align: 'text' },
  ];
}

function cells(
  fits: readonly FitView[],
  name: Rich,
  chi2Of: (fit: FitView) => Chi2 | undefined,
  max: number,
): Cell[] {
  const found = fits.map((fit) => {
    const chi2 = chi2Of(fit);
    return { fit, chi2, over: spread(ofPassed(fit, chi2?.replicas)) };
  });
  const points = found.find(({ chi2 }) => chi2 !== undefined)?.chi2?.points;
  const strip: Strip = {
    max,
    rule: 1,
    values: found.map(({ fit, chi2, over }) => ({
      value: chi2?.central ?? Number.NaN,
      error: over.sigma,
      colour: fit.colour,
    })),
  };
  return [
    name,
    formatCount(points),
    ...found.flatMap(({ chi2, over }) => [
      formatNumber(chi2?.central),
      formatWithError(over.mean, over.sigma),
    ]),
    strip,
  ];
}

/** Ends where all but outliers are inside. */
function scaleOf(fits: readonly FitView[]): number {
  const all = fits
    .flatMap(({ report }) => (report.datasets ?? []).map(({ chi2 }) => chi2.central))
    .filter(isNumber);
  const sorted = all.toSorted((a, b) => a - b);
  const most = sorted[Math.floor(0.95 * sorted.length)] ?? 1;
  return Math.max(2, Math.ceil(1.2 * most));
}
