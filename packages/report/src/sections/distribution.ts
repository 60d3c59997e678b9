import type { ColourName, Figure, Mark, NumberAxis } from '../blocks.ts';
import type { Value } from '../fit-report.ts';
import { type FitView, ofPassed } from '../fit-view.ts';
import { formatCount, formatNumber, formatWithError } from '../numbers.ts';
import type { Rich } from '../rich.ts';
import { logDomain, niceDomain } from '../scale.ts';
import { finite, spread } from '../statistics.ts';
import { evenly, plainTable } from './tables.ts';

/** A number of each replica, for all fits that have it. */
export interface Row {
  readonly label: Rich;
  readonly entries: readonly RowEntry[];
}

export interface RowEntry {
  readonly fit: FitView;
  /** `[R]`. */
  readonly values: readonly Value[];
  /** The range that the values are drawn from. */
  readonly range?: readonly [number, number];
}

/** At most so many replicas are drawn one by one. */
const MOST_POINTS = 100;

/** One row for each quantity: its 68 % interval as a bar, and the replicas as points. */
export function distributionFigure(options: {
  readonly title: Rich;
  readonly description: string;
  readonly axis: 'linear' | 'log';
  readonly label: Rich;
  readonly rows: readonly Row[];
  /** A value to compare with. */
  readonly rule?: number;
}): Figure {
  const { title, description, axis, label, rows, rule } = options;
  const known = rows.flatMap(({ entries }) =>
    entries.flatMap(({ fit, values, range = [] }) => [...finite(ofPassed(fit, values)), ...range]),
  );
  const all = rule === undefined ? known : [...known, 1.5 * rule];
  const x: NumberAxis = { kind: axis, domain: axis === 'log' ? logDomain(all) : niceDomain(all), label };
  return {
    title,
    description,
    x,
    panels: [
      {
        y: { kind: 'category', labels: rows.map(({ label }) => label) },
        share: 1,
        marks: [
          ...rows.flatMap(({ entries }, i) =>
            entries.flatMap((entry, k) => rangeMarks(entry, place(i, k, entries.length))),
          ),
          ...rows.flatMap(({ entries }, i) =>
            entries.flatMap((entry, k) => entryMarks(entry, place(i, k, entries.length))),
          ),
          ...(rule === undefined ? [] : [{ kind: 'rule', axis: 'x', at: rule } as const]),
        ],
      },
    ],
    table: distributionTable(title, rows),
  };
}

/** Fits lie beside each other within a row. */
function place(row: number, entry: number, count: number): number {
  return row + (entry - (count - 1) / 2) * (0.7 / count);
}

function rangeMarks({ range }: RowEntry, y: number): Mark[] {
  if (range === undefined) return [];
  return [interval(y, range, 14, 'range')];
}

function entryMarks({ fit, values }: RowEntry, y: number): Mark[] {
  const passed = finite(ofPassed(fit, values));
  if (passed.length === 0) return [];
  const { low, high } = spread(passed);
  const shown = evenly(passed.length, MOST_POINTS).map((i) => passed[i] ?? Number.NaN);
  return [
    interval(y, [low, high], 8, fit.colour),
    { kind: 'points', x: shown, y: shown.map(() => y), colour: fit.colour, size: 'fine' },
  ];
}

function interval(
  y: number,
  [low, high]: readonly [number, number],
  width: number,
  colour: ColourName,
): Mark {
  return { kind: 'intervals', y: [y], low: [low], high: [high], width, colour };
}

function distributionTable(title: Rich, rows: readonly Row[]) {
  const several = new Set(rows.flatMap(({ entries }) => entries.map(({ fit }) => fit))).size > 1;
  return plainTable({
    caption: [title, ', replicas that passed'],
    columns: ['', 'replicas', 'mean ± 1σ', '68 % lower', 'upper', 'smallest', 'largest'],
    rows: rows.flatMap(({ label, entries }) =>
      entries.map(({ fit, values }) => {
        const { count, mean, sigma, low, high, smallest, largest } = spread(ofPassed(fit, values));
        return [
          several ? [label, `, ${fit.report.name}`] : label,
          formatCount(count),
          formatWithError(mean, sigma),
          ...[low, high, smallest, largest].map((value) => formatNumber(value)),
        ];
      }),
    ),
  });
}

/** Rows for quantities that fits have by name. */
export function rowsOf<T extends { readonly name: string }>(
  fits: readonly FitView[],
  quantities: (fit: FitView) => readonly T[] | undefined,
  row: { readonly label: (name: string) => Rich; readonly values: (quantity: T) => readonly Value[] },
): Row[] {
  const names = [...new Set(fits.flatMap((fit) => (quantities(fit) ?? []).map(({ name }) => name)))];
  return names.map((name) => ({
    label: row.label(name),
    entries: fits.flatMap((fit) => {
      const quantity = quantities(fit)?.find((quantity) => quantity.name === name);
      return quantity === undefined ? [] : [{ fit, values: row.values(quantity) }];
    }),
  }));
}
