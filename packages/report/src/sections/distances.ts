import type { Block, Figure, Mark, Section } from '../blocks.ts';
import { distances, type Distances } from '../distances.ts';
import { type FitView, flavourAt, type ReportView, type ScaleView, visibleIndices } from '../fit-view.ts';
import { flavourStyle } from '../flavours.ts';
import { formatNumber } from '../numbers.ts';
import { niceDomain } from '../scale.ts';
import { finite } from '../statistics.ts';
import { flavourLegend } from './legends.ts';
import { evenly, plainTable } from './tables.ts';

const AXIS = { kind: 'log', domain: [1e-5, 1], label: { i: 'x' } } as const;
const TABLE_ROWS = 20;

/** Distances of every further fit to the first one. */
export function distanceSection({ fits }: ReportView): Section | undefined {
  const [first, ...others] = fits;
  if (first === undefined || others.length === 0) return undefined;
  const names = [...new Set(first.scales.flatMap(({ flavours }) => flavours.map(({ name }) => name)))];
  return {
    id: 'distances',
    title: 'Distances',
    blocks: [
      {
        kind: 'text',
        text: [
          'The difference of two fits in units of its statistical error, for the means and for the variances of the replicas (NNPDF definition, arXiv:1410.8849). ',
          'Fits that are equal but for their random numbers have distances near 1.',
        ],
      },
      { kind: 'legend', entries: flavourLegend(names) },
      ...others.flatMap((other): Block[] => [
        { kind: 'heading', text: [other.report.name, ' and ', first.report.name], colour: other.colour },
        {
          kind: 'figures',
          size: 'medium',
          figures: first.scales.flatMap((scale) => distanceFigures(scale, other)),
        },
      ]),
    ],
  };
}

interface FlavourDistances {
  readonly name: string;
  readonly found: Distances;
}

function distanceFigures(scale: ScaleView, other: FitView): Figure[] {
  const flavours = scale.flavours.flatMap(({ name, rows }): FlavourDistances[] => {
    const theirs = flavourAt(other.scales, scale.q, name);
    if (theirs === undefined || rows.length < 2 || theirs.rows.length < 2) return [];
    return [{ name, found: distances(rows, theirs.rows) }];
  });
  if (flavours.length === 0) return [];
  return [distanceFigure(scale, flavours, 'central'), distanceFigure(scale, flavours, 'uncertainty')];
}

function distanceFigure(
  { q, x }: ScaleView,
  flavours: readonly FlavourDistances[],
  kind: keyof Distances,
): Figure {
  const visible = visibleIndices(x, AXIS.domain);
  const what = kind === 'central' ? 'means' : 'variances';
  const ends = flavours.flatMap(({ found }) => visible.map((i) => found[kind][i]));
  return {
    title: [`Distances of ${what} at `, { i: 'Q' }, ' = ', formatNumber(q), ' GeV'],
    description: `Distances of the ${what} of two fits over x, one line for each flavour.`,
    x: AXIS,
    panels: [
      {
        y: { kind: 'linear', domain: niceDomain([0, 1, ...finite(ends)]) },
        share: 1,
        marks: [
          { kind: 'rule', axis: 'y', at: 1 },
          ...flavours.map(({ name, found }): Mark => {
            const { colour, dashed } = flavourStyle(name);
            return { kind: 'line', x, y: found[kind], colour, style: dashed ? 'dashed' : 'solid', name };
          }),
        ],
      },
    ],
    table: plainTable({
      caption: `Distances of ${what}`,
      columns: [{ i: 'x' }, ...flavours.map(({ name }) => flavourStyle(name).label)],
      rows: evenly(visible.length, TABLE_ROWS).map((k) => {
        const i = visible[k] ?? 0;
        return [formatNumber(x[i]), ...flavours.map(({ found }) => formatNumber(found[kind][i]))];
      }),
    }),
  };
}
