import type { Cell, Column, Strip, Table } from '../blocks.ts';
import { plainText } from '../rich.ts';
import { isNumber } from '../statistics.ts';
import { element, joined, type Markup } from './markup.ts';
import { pixel } from './path.ts';
import { htmlText } from './rich-text.ts';

const STRIP_WIDTH = 200;
const STRIP_ROW = 9;

/** A table in a box of its own that scrolls where it is wider than the page. */
export function renderTable(table: Table): Markup {
  const { caption, columns, groups } = table;
  return element(
    'div',
    // A box that scrolls must be reached by the keyboard.
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': plainText(caption) },
    element(
      'table',
      {},
      element('caption', {}, htmlText(caption)),
      columns.every(({ label }) => label === '')
        ? undefined
        : element(
            'thead',
            {},
            element(
              'tr',
              {},
              columns.map(({ label, align }) => header(label, align)),
            ),
          ),
      groups.map(({ head, rows }) =>
        element(
          'tbody',
          {},
          head === undefined ? undefined : row(head, columns, 'head'),
          rows.map((cells) => row(cells, columns)),
        ),
      ),
    ),
  );
}

function header(label: Column['label'], align: Column['align']): Markup {
  return element('th', { scope: 'col', class: align === 'text' ? 't' : undefined }, htmlText(label));
}

function row(cells: readonly Cell[], columns: readonly Column[], kind?: string): Markup {
  return element(
    'tr',
    { class: kind },
    cells.map((cell, i) => {
      const body = isStrip(cell) ? renderStrip(cell) : htmlText(cell);
      if (i === 0) return element('th', { scope: 'row' }, body);
      return element('td', { class: columns[i]?.align === 'text' ? 't' : undefined }, body);
    }),
  );
}

function isStrip(cell: Cell): cell is Strip {
  return typeof cell === 'object' && 'max' in cell;
}

/** Dots with error bars above each other. The numbers stand in other cells of the row: it is decoration. */
function renderStrip({ max, rule, values }: Strip): Markup {
  const height = Math.max(1, values.length) * STRIP_ROW + 4;
  const at = (value: number): string => pixel(Math.min(1.02, value / max) * (STRIP_WIDTH - 8) + 4);
  return element(
    'svg',
    {
      class: 'strip',
      width: STRIP_WIDTH,
      height,
      viewBox: `0 0 ${STRIP_WIDTH} ${height}`,
      'aria-hidden': 'true',
    },
    element('path', { class: 'rule', d: `M${at(rule)} 0v${height}` }),
    values.map(({ value, error, colour }, i) => {
      if (!isNumber(value)) return undefined;
      const y = pixel((i + 0.5) * STRIP_ROW + 2);
      const half = isNumber(error) ? error : 0;
      return joined(
        element('path', {
          class: `errors c-${colour}`,
          d: `M${at(Math.max(0, value - half))} ${y}H${at(value + half)}`,
        }),
        element('path', { class: `points normal c-${colour}`, d: `M${at(value)} ${y}h0` }),
      );
    }),
  );
}
