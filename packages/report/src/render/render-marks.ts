import type { Mark } from '../blocks.ts';
import type { Value } from '../fit-report.ts';
import { isNumber } from '../statistics.ts';
import { element, joined, type Markup } from './markup.ts';
import { areaPath, isFinitePixel, linePath, type Pixel, pixel, thinned } from './path.ts';

/** Where a panel puts its values, in pixels of its own. */
export interface Place {
  readonly width: number;
  readonly height: number;
  readonly x: (value: Value | undefined) => number;
  readonly y: (value: Value | undefined) => number;
}

/** Least distance in pixels between the points of a line, and of a line among many. */
const LINE_GAP = 2.5;
const CURVE_GAP = 5;
/** More curves than this are drawn with still fewer points. */
const MANY_CURVES = 40;

/** One mark as SVG. Its colour is a class, its width a matter of the style sheet. */
export function renderMark(mark: Mark, place: Place): Markup {
  switch (mark.kind) {
    case 'band':
      return renderBand(mark, place);
    case 'line':
      return path(`line ${mark.style ?? 'solid'}`, mark.colour, {
        d: linePath(pixels(mark.x, mark.y, place, LINE_GAP)),
        'data-name': mark.name,
      });
    case 'curves':
      return renderCurves(mark, place);
    case 'points':
      return renderPoints(mark, place);
    case 'steps':
      return renderSteps(mark, place);
    case 'intervals':
      return renderIntervals(mark, place);
    case 'columns':
      return renderColumns(mark, place);
    case 'rule': {
      const at = pixel(mark.axis === 'x' ? place.x(mark.at) : place.y(mark.at));
      const d = mark.axis === 'x' ? `M${at} 0V${place.height}` : `M0 ${at}H${place.width}`;
      return element('path', { class: 'rule', d });
    }
  }
}

type MarkOf<K extends Mark['kind']> = Extract<Mark, { kind: K }>;

function renderBand({ x, low, high, colour, name }: MarkOf<'band'>, place: Place): Markup {
  const d = areaPath(pixels(x, high, place, LINE_GAP), pixels(x, low, place, LINE_GAP));
  return path('band', colour, { d, 'data-name': name });
}

function renderCurves({ curves, colour }: MarkOf<'curves'>, place: Place): Markup {
  const gap = curves.length > MANY_CURVES ? 2 * CURVE_GAP : CURVE_GAP;
  return path('curves', colour, { d: curves.map(({ x, y }) => linePath(pixels(x, y, place, gap))).join('') });
}

function renderPoints({ x, y, error = [], colour, size, name }: MarkOf<'points'>, place: Place): Markup {
  const at = x.map((value, i): Pixel => [place.x(value), place.y(y[i])]);
  const dots = at.filter(isFinitePixel).map(([px, py]) => `M${pixel(px)} ${pixel(py)}h0`);
  const bars = error.flatMap((half, i) => {
    const [px = Number.NaN] = at[i] ?? [];
    const ends = errorEnds(y[i], half, place);
    return Number.isFinite(px) ? ends.map(([low, high]) => `M${pixel(px)} ${low}V${high}`) : [];
  });
  return joined(
    bars.length === 0 ? undefined : path('errors', colour, { d: bars.join('') }),
    path(`points ${size}`, colour, { d: dots.join(''), 'data-name': name }),
  );
}

/** Boxes of the errors, and a line through the middle of each. */
function renderSteps({ x, y, error, halfWidth, colour, name, lines }: MarkOf<'steps'>, place: Place): Markup {
  const boxes: string[] = [];
  const middles: string[] = [];
  // Narrower than two pixels a line could not be seen.
  const half = Math.max(1, place.x(halfWidth) - place.x(0));
  for (const [i, value] of x.entries()) {
    const [px, py] = [place.x(value), place.y(y[i])];
    if (!isFinitePixel([px, py])) continue;
    middles.push(`M${pixel(px)} ${pixel(py)}m${pixel(-half)} 0h${pixel(2 * half)}`);
    for (const [low, high] of errorEnds(y[i], error[i], place))
      boxes.push(`M${pixel(px - half)} ${low}H${pixel(px + half)}V${high}H${pixel(px - half)}z`);
  }
  return joined(
    path('boxes', colour, { d: boxes.join('') }),
    lines ? path('steps', colour, { d: middles.join(''), 'data-name': name }) : undefined,
  );
}

/** The pixels of the lower and the upper end of an error bar, or none. */
function errorEnds(y: Value | undefined, half: Value | undefined, place: Place): [string, string][] {
  if (!isNumber(y) || !isNumber(half)) return [];
  const [low, high] = [place.y(y - half), place.y(y + half)];
  // On a log axis the lower end may lie at minus infinity.
  return [[pixel(Number.isNaN(low) ? place.height : low), pixel(high)]];
}

function renderIntervals({ y, low, high, width, colour }: MarkOf<'intervals'>, place: Place): Markup {
  const bars = y.flatMap((value, i) => {
    const [from, to] = [place.x(low[i]), place.x(high[i])];
    if (!Number.isFinite(from) || !Number.isFinite(to)) return [];
    return [`M${pixel(from)} ${pixel(place.y(value))}H${pixel(Math.max(to, from + 1))}`];
  });
  return path('intervals', colour, { d: bars.join(''), 'stroke-width': width });
}

function renderColumns({ edges, heights, colour }: MarkOf<'columns'>, place: Place): Markup {
  const base = pixel(place.y(0));
  const columns = heights.flatMap((height, i) => {
    const [from, to] = [place.x(edges[i]), place.x(edges[i + 1])];
    if (!(height > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return [];
    return [`M${pixel(from + 0.5)} ${base}V${pixel(place.y(height))}H${pixel(to - 0.5)}V${base}z`];
  });
  return path('bars', colour, { d: columns.join('') });
}

/** The points in sight, and one beyond either end so that lines reach the ends. */
function pixels(x: readonly Value[], y: readonly Value[], place: Place, gap: number): Pixel[] {
  const points = x.map((value, i): Pixel => [place.x(value), place.y(y[i])]);
  const from = Math.max(0, points.findIndex(([at]) => at >= 0) - 1);
  const to = points.findLastIndex(([at]) => at <= place.width) + 2;
  return thinned(points.slice(from, to), gap);
}

function path(
  kind: string,
  colour: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): Markup {
  return element('path', { class: `${kind} c-${colour}`, ...attributes });
}
