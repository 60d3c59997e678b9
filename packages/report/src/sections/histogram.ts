import { bin } from 'd3-array';
import type { ColourName, Figure } from '../blocks.ts';
import { formatCount, formatNumber } from '../numbers.ts';
import type { Rich } from '../rich.ts';
import { axisTicks, niceDomain } from '../scale.ts';
import { plainTable } from './tables.ts';

/** About so many columns. */
const COLUMNS = 12;

/** How many replicas have a value in each of some ranges with round ends; none without values. */
export function histogram(
  values: readonly number[],
  options: Pick<Figure, 'title' | 'description'> & { readonly label: Rich; readonly colour: ColourName },
): Figure[] {
  if (values.length === 0) return [];
  const { title, description, label, colour } = options;
  const domain = niceDomain(values, COLUMNS);
  const inner = axisTicks({ kind: 'linear', domain }, COLUMNS)
    .map(({ value }) => value)
    .filter((value) => value > domain[0] && value < domain[1]);
  const edges = [domain[0], ...inner, domain[1]];
  const heights = bin()
    .domain(domain)
    .thresholds(inner)(values)
    .map((column) => column.length);
  return [
    {
      title,
      description,
      x: { kind: 'linear', domain, label },
      panels: [
        {
          y: { kind: 'linear', domain: niceDomain([0, ...heights], 4), label: 'replicas', whole: true },
          share: 1,
          marks: [{ kind: 'columns', edges, heights, colour }],
        },
      ],
      table: plainTable({
        caption: description,
        columns: ['from', 'to', 'replicas'],
        rows: heights.map((height, i) => [
          formatNumber(edges[i], 4),
          formatNumber(edges[i + 1], 4),
          formatCount(height),
        ]),
      }),
    },
  ];
}
