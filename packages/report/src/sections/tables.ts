import type { Cell, Table } from '../blocks.ts';
import type { FitView } from '../fit-view.ts';
import type { Rich } from '../rich.ts';

/** A table without groups: the first column is text, the others are numbers unless they are named in `text`. */
export function plainTable(options: {
  readonly caption: Rich;
  readonly columns: readonly Rich[];
  readonly rows: readonly (readonly Cell[])[];
  /** Further columns of text. */
  readonly text?: readonly number[];
}): Table {
  const { caption, columns, rows, text = [] } = options;
  return {
    caption,
    columns: columns.map((label, i) => ({ label, align: i === 0 || text.includes(i) ? 'text' : 'number' })),
    groups: [{ rows }],
  };
}

/** At most `count` indices of `length` places, evenly spread, with both ends. */
export function evenly(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)));
}

/** The name of a row, with that of the fit where there are several. */
export function nameCell(fits: readonly FitView[], name: string, { report }: FitView): string {
  return fits.length === 1 ? name : `${name}, ${report.name}`;
}
