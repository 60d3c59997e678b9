import type { ColourName, Figure, Mark, NumberAxis, Panel } from '../blocks.ts';
import { flavourStyle } from '../flavours.ts';
import { flavourAt, type FlavourView, type ReportView, visibleIndices } from '../fit-view.ts';
import { formatNumber } from '../numbers.ts';
import type { Rich } from '../rich.ts';
import { niceDomain } from '../scale.ts';
import { finite } from '../statistics.ts';
import { evenly, plainTable } from './tables.ts';

/** One flavour at one scale on one x axis. */
export interface FlavourRequest {
  readonly view: ReportView;
  readonly q: number;
  readonly x: readonly number[];
  readonly flavour: string;
  readonly axis: NumberAxis;
}

/** A set that is drawn. */
export interface Drawn {
  readonly label: string;
  readonly colour: ColourName;
  readonly flavour: FlavourView;
}

const TABLE_ROWS = 30;
/** How far ratio panels reach at most, and the steps below. */
/** Ratios that are as large are never in sight. */
const FAR = 10;
const REACHES = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** The fits (and the reference) that have this flavour. A fit alone has the colour of the flavour. */
export function drawnSets({ view, q, flavour }: FlavourRequest): Drawn[] {
  const { fits, reference } = view;
  const style = flavourStyle(flavour);
  const sets = [
    ...fits.map(({ report, colour, scales }) => ({
      label: report.name,
      colour: fits.length === 1 ? style.colour : colour,
      found: flavourAt(scales, q, flavour),
    })),
    {
      label: reference?.name ?? '',
      colour: 'reference' as const,
      found: flavourAt(reference?.scales ?? [], q, flavour),
    },
  ];
  return sets.flatMap(({ label, colour, found }) =>
    found === undefined || found.rows.length === 0 ? [] : [{ label, colour, flavour: found }],
  );
}

/** Bands above, and below their ratio to the reference; without one, to the mean of the first fit. */
export function bandFigure(request: FlavourRequest): Figure {
  const { x, axis, view } = request;
  const sets = drawnSets(request);
  const visible = visibleIndices(x, axis.domain);
  const base = (view.reference === undefined ? sets[0] : sets.find(({ colour }) => colour === 'reference'))
    ?.flavour.band.mean;
  const bands = sets.map((set) => ({ ...set, ...edges(set.flavour) }));
  const ends = bands.flatMap(({ flavour: { band }, below, above }) =>
    visible.flatMap((i) => [band.low[i], band.high[i], below[i], above[i]]),
  );
  const panels: Panel[] = [
    {
      y: { kind: 'linear', domain: niceDomain([0, ...finite(ends)]) },
      share: 2,
      marks: bands.flatMap((set) => {
        return bandMarks(set, x, sets.length > 1 ? set.label : 'mean');
      }),
    },
  ];
  if (base !== undefined) panels.push(ratioPanel(bands, x, base, visible));
  return {
    title: pdfTitle(request),
    description: `At ${request.q} GeV: mean, 68 % interval and one-sigma band over replicas${base === undefined ? '' : '; below, the ratio'}.`,
    x: axis,
    panels,
    table: bandTable(request, sets),
  };
}

/** x f(x). */
export function pdfTitle({ flavour }: Pick<FlavourRequest, 'flavour'>): Rich {
  return [{ i: 'x' }, '\u2009', flavourStyle(flavour).label, '(', { i: 'x' }, ')'];
}

interface DrawnBand extends Drawn {
  /** One sigma below and above the mean. */
  readonly below: readonly number[];
  readonly above: readonly number[];
}

function edges({ band: { mean, sigma } }: FlavourView): Pick<DrawnBand, 'below' | 'above'> {
  return {
    below: mean.map((value, i) => value - (sigma[i] ?? 0)),
    above: mean.map((value, i) => value + (sigma[i] ?? 0)),
  };
}

/** `name` is for the read-out; marks without one are not read out. */
function bandMarks(
  { colour, flavour: { band }, below, above }: DrawnBand,
  x: readonly number[],
  name: string | undefined,
): Mark[] {
  return [
    { kind: 'band', x, low: band.low, high: band.high, colour, name },
    { kind: 'line', x, y: below, colour, style: 'dotted' },
    { kind: 'line', x, y: above, colour, style: 'dotted' },
    { kind: 'line', x, y: band.mean, colour, name },
  ];
}

function ratioPanel(
  bands: readonly DrawnBand[],
  x: readonly number[],
  base: readonly number[],
  visible: readonly number[],
): Panel {
  const ratios = bands.map((set) => overBase(set, base));
  const off = finite(ratios.flatMap(({ below, above }) => visible.flatMap((i) => [below[i], above[i]]))).map(
    (value) => Math.abs(value - 1),
  );
  // Where a PDF vanishes its ratio has no bound: the panel shows most of it, not all.
  const most = off.toSorted((a, b) => a - b)[Math.floor(0.8 * off.length)] ?? 0;
  const reach = REACHES.find((value) => value >= most) ?? 1;
  return {
    y: { kind: 'linear', domain: [1 - reach, 1 + reach] },
    share: 1,
    marks: [
      { kind: 'rule', axis: 'y', at: 1 },
      ...ratios.flatMap((set) => bandMarks(set, x, bands.length > 1 ? `${set.label}, ratio` : 'ratio')),
    ],
  };
}

function overBase(set: DrawnBand, base: readonly number[]): DrawnBand {
  const over = (values: readonly number[]): number[] =>
    values.map((value, i) => value / (base[i] ?? Number.NaN));
  // Lines have a gap where the base changes its sign.
  const line = (values: readonly number[]): number[] =>
    over(values).map((value) => (Math.abs(value) < FAR ? value : Number.NaN));
  const { flavour, below, above } = set;
  const { mean, sigma, low, high } = flavour.band;
  const band = { mean: line(mean), sigma: over(sigma), low: over(low), high: over(high) };
  return { ...set, below: line(below), above: line(above), flavour: { ...flavour, band } };
}

function bandTable(request: FlavourRequest, sets: readonly Drawn[]) {
  const { x, axis } = request;
  const [from, to] = axis.domain;
  const visible = visibleIndices(x, axis.domain);
  // Evenly on the axis: the grid itself is dense where the other axis looks.
  const wanted = evenly(TABLE_ROWS, TABLE_ROWS).map((k) =>
    axis.kind === 'log'
      ? from * (to / from) ** (k / (TABLE_ROWS - 1))
      : from + ((to - from) * k) / (TABLE_ROWS - 1),
  );
  const nearest = (value: number): number =>
    visible.reduce(
      (best, i) => (Math.abs((x[i] ?? 0) - value) < Math.abs((x[best] ?? 0) - value) ? i : best),
      visible[0] ?? 0,
    );
  const rows = [...new Set(wanted.map(nearest))];
  return plainTable({
    caption: [pdfTitle(request), ' at ', formatNumber(request.q), ' GeV, over the replicas that passed'],
    columns: [
      { i: 'x' },
      ...sets.flatMap(({ label }) =>
        ['mean', '1σ', '68 % lower', 'upper'].map((name) => (sets.length > 1 ? `${label}: ${name}` : name)),
      ),
    ],
    rows: rows.map((i) => [
      formatNumber(x[i]),
      ...sets.flatMap(({ flavour: { band } }) =>
        [band.mean[i], band.sigma[i], band.low[i], band.high[i]].map((value) => formatNumber(value)),
      ),
    ]),
  });
}
