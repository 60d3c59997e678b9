import type { Block, Figure, Mark } from '../blocks.ts';
import {
  type FitView,
  type FlavourView,
  type ReportView,
  type ScaleView,
  visibleIndices,
} from '../fit-view.ts';
import { flavourStyle } from '../flavours.ts';
import { formatNumber } from '../numbers.ts';
import type { Rich } from '../rich.ts';
import { niceDomain } from '../scale.ts';
import { bandOf } from '../statistics.ts';
import { flavourLegend } from './legends.ts';
import { evenly, plainTable } from './tables.ts';

const AXIS = { kind: 'log', domain: [1e-3, 1], label: { i: 'x' } } as const;
/** The gluon is drawn divided by this, as usual. */
const GLUON = 10;
const TABLE_ROWS = 20;

/** All flavours in one plot, for each scale of each fit: the sea, the valence quarks, a tenth of the gluon. */
export function overviewFigures({ fits }: ReportView): Block[] {
  const scales = fits.flatMap((fit) =>
    fit.scales.map((scale) => ({ fit, scale, flavours: overviewFlavours(scale) })),
  );
  const names = [...new Set(scales.flatMap(({ flavours }) => flavours.map(({ name }) => name)))];
  if (names.length === 0) return [];
  const figures = scales.map(({ fit, scale, flavours }) => overviewFigure(fit, scale, flavours));
  return [
    {
      kind: 'legend',
      entries: flavourLegend(names).map((entry, i) =>
        names[i] === 'g' ? { ...entry, label: GLUON_LABEL } : entry,
      ),
    },
    { kind: 'figures', size: 'medium', figures },
  ];
}

const GLUON_LABEL: Rich = [{ i: 'g' }, ` / ${GLUON}`];

function overviewFigure({ report }: FitView, { q, x }: ScaleView, flavours: readonly FlavourView[]): Figure {
  const visible = visibleIndices(x, AXIS.domain);
  const ends = flavours.flatMap(({ band }) => visible.flatMap((i) => [band.low[i] ?? 0, band.high[i] ?? 0]));
  return {
    title: [report.name, ' at ', { i: 'Q' }, ' = ', formatNumber(q), ' GeV'],
    description: `x f(x) of all flavours with their 68 % bands; the gluon divided by ${GLUON}.`,
    x: AXIS,
    panels: [
      {
        y: {
          kind: 'linear',
          domain: niceDomain([0, ...ends]),
          label: [{ i: 'x' }, '\u2009', { i: 'f' }, '(', { i: 'x' }, ')'],
        },
        share: 1,
        marks: flavours.flatMap(({ name, band }): Mark[] => {
          const { colour, dashed } = flavourStyle(name);
          return [
            { kind: 'band', x, low: band.low, high: band.high, colour },
            {
              kind: 'line',
              x,
              y: band.mean,
              colour,
              style: dashed ? 'dashed' : 'solid',
              name: name === 'g' ? `g/${GLUON}` : name,
            },
          ];
        }),
      },
    ],
    table: plainTable({
      caption: ['Mean over the replicas of ', report.name, `; g divided by ${GLUON}`],
      columns: [{ i: 'x' }, ...flavours.map(({ name }) => flavourStyle(name).label)],
      rows: evenly(visible.length, TABLE_ROWS).map((k) => {
        const i = visible[k] ?? 0;
        return [formatNumber(x[i]), ...flavours.map(({ band }) => formatNumber(band.mean[i]))];
      }),
    }),
  };
}

/** Valence in place of quark where there is the antiquark, and a smaller gluon. */
function overviewFlavours({ flavours }: ScaleView): FlavourView[] {
  const named = (name: string): FlavourView | undefined => flavours.find((flavour) => flavour.name === name);
  return flavours.flatMap((flavour) => {
    const { name, rows } = flavour;
    if (rows.length === 0) return [];
    const anti = named(`${name}bar`);
    if ((name === 'u' || name === 'd') && anti !== undefined) {
      return [
        derived(
          `${name}v`,
          rows.map((row, r) => row.map((value, i) => value - (anti.rows[r]?.[i] ?? 0))),
        ),
      ];
    }
    return name === 'g'
      ? [
          derived(
            name,
            rows.map((row) => row.map((value) => value / GLUON)),
          ),
        ]
      : [flavour];
  });
}

function derived(name: string, rows: readonly (readonly number[])[]): FlavourView {
  return { name, rows, band: bandOf(rows) };
}
