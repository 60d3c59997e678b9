import type { Block, Figure, NumberAxis, Section } from '../blocks.ts';
import { allScales, type ReportView, visibleIndices } from '../fit-view.ts';
import { formatNumber } from '../numbers.ts';
import type { Rich } from '../rich.ts';
import { bandFigure, drawnSets, type FlavourRequest, pdfTitle } from './pdf-figure.ts';
import { niceDomain } from '../scale.ts';
import { evenly, plainTable } from './tables.ts';
import { setLegend } from './legends.ts';
import { overviewFigures } from './overview.ts';

const X_LABEL: Rich = { i: 'x' };
const LOG_X: NumberAxis = { kind: 'log', domain: [1e-5, 1], label: X_LABEL };
const LINEAR_X: NumberAxis = { kind: 'linear', domain: [0.1, 1], label: X_LABEL };
/** At most so many replicas are drawn one by one. */
const MOST_CURVES = 100;

/** PDFs per flavour and scale: bands on a logarithmic and a linear axis, and single replicas. */
export function pdfSection(view: ReportView): Section {
  const scales = allScales(view.fits);
  return {
    id: 'pdfs',
    title: 'Parton distributions',
    blocks: [
      { kind: 'text', text: explanation(view) },
      ...overviewFigures(view),
      ...scales.flatMap((scale): Block[] => [
        { kind: 'heading', text: [{ i: 'Q' }, ' = ', formatNumber(scale.q), ' GeV'] },
        { kind: 'legend', entries: setLegend(view) },
        scaleViews(view, scale),
      ]),
    ],
  };
}

function scaleViews(view: ReportView, { q, x, flavours }: ReturnType<typeof allScales>[number]): Block {
  const figures = (make: (request: FlavourRequest) => Figure, axis: NumberAxis): Block[] => [
    {
      kind: 'figures',
      size: 'small',
      figures: flavours.map((flavour) => make({ view, q, x, flavour, axis })),
    },
  ];
  return {
    kind: 'views',
    label: 'What the plots show',
    views: [
      { label: ['Bands, log ', { i: 'x' }], blocks: figures(bandFigure, LOG_X) },
      { label: ['Bands, linear ', { i: 'x' }], blocks: figures(bandFigure, LINEAR_X) },
      { label: 'Replicas', blocks: figures(replicaFigure, LOG_X) },
    ],
  };
}

/** One thin line for each replica. */
function replicaFigure(request: FlavourRequest): Figure {
  const { x, axis } = request;
  const sets = drawnSets(request).filter(({ colour }) => colour !== 'reference');
  const visible = visibleIndices(x, axis.domain);
  // One point more, so that lines begin at the axis.
  const drawn = [(visible[0] ?? 0) - 1, ...visible].filter((i) => i >= 0);
  const at = (row: readonly number[]): number[] => drawn.map((i) => row[i] ?? Number.NaN);
  const shown = sets.map(({ colour, flavour: { rows } }) => ({
    colour,
    curves: evenly(rows.length, MOST_CURVES).map((r) => ({ x: at(x), y: at(rows[r] ?? []) })),
  }));
  const extremes = sets.map(({ label, flavour: { rows } }) => ({
    label,
    low: (i: number) => Math.min(...rows.map((row) => row[i] ?? Number.NaN)),
    high: (i: number) => Math.max(...rows.map((row) => row[i] ?? Number.NaN)),
  }));
  const ends = visible.flatMap((i) => extremes.flatMap(({ low, high }) => [low(i), high(i)]));
  return {
    title: pdfTitle(request),
    description: `At ${request.q} GeV: one line for each replica that passed.`,
    x: axis,
    panels: [
      {
        y: { kind: 'linear', domain: niceDomain([0, ...ends]) },
        share: 1,
        marks: shown.map(({ colour, curves }) => ({ kind: 'curves', colour, curves })),
      },
    ],
    table: plainTable({
      caption: [pdfTitle(request), ': the smallest and the largest of the replicas'],
      columns: [X_LABEL, ...extremes.flatMap(({ label }) => [`${label}: smallest`, 'largest'])],
      rows: evenly(visible.length, 20).map((k) => {
        const i = visible[k] ?? 0;
        return [
          formatNumber(x[i]),
          ...extremes.flatMap(({ low, high }) => [formatNumber(low(i)), formatNumber(high(i))]),
        ];
      }),
    }),
  };
}

function explanation({ reference, fits }: ReportView): Rich {
  const [first] = fits;
  const base =
    reference === undefined ? `the mean of ${first?.report.name ?? ''}` : `the mean of ${reference.name}`;
  return [
    'Lines are means over the replicas that passed, bands their central 68 %, dotted lines one standard deviation. The lower panels show the ratio to ',
    base,
    '.',
  ];
}
