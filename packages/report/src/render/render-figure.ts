import type { Axis, Figure, FigureSize, NumberAxis, Panel } from '../blocks.ts';
import { plainText, type Rich } from '../rich.ts';
import { axisTicks, type Tick, unit } from '../scale.ts';
import { element, joined, type Markup } from './markup.ts';
import { type Place, renderMark } from './render-marks.ts';
import { htmlText, svgText } from './rich-text.ts';
import { type Pixel, pixel } from './path.ts';
import { renderTable } from './render-table.ts';

/** Width and height of the plot in its own pixels; it is stretched to the width there is. */
const SIZES: Readonly<Record<FigureSize, readonly [number, number]>> = {
  small: [350, 270],
  medium: [440, 290],
};
const ROW_HEIGHT = 26;
const FONT = 11;
/** Labels may reach so far beyond the ends of an axis. */
const LEFT = 22;
const RIGHT = 18;
const GAP = 14;
/** Parts of an axis that are narrower in the mean, in pixels, have no rules between them. */
const LEAST_PART = 7;

/** A figure: its title, the plot, its caption, and the table of its numbers. `id` is unique on the page. */
export function renderFigure(figure: Figure, size: FigureSize, id: string): Markup {
  const { title, caption, table } = figure;
  return element(
    'figure',
    {},
    element('figcaption', { id: `${id}-c` }, htmlText(title)),
    element('div', { class: 'plot' }, renderPlot(figure, size, id), element('output', { class: 'readout' })),
    caption === undefined ? undefined : element('p', { class: 'caption' }, htmlText(caption)),
    element(
      'details',
      { class: 'values' },
      element('summary', {}, 'Values', element('span', { class: 'hidden' }, ` of ${plainText(title)}`)),
      renderTable(table),
    ),
  );
}

function renderPlot(figure: Figure, size: FigureSize, id: string): Markup {
  const { panels, x } = figure;
  const [width, usual] = SIZES[size];
  const heights = panelHeights(panels, usual);
  const left = leftMargin(panels, heights);
  const inner = { left, width: width - left - RIGHT };
  let top = 0;
  const drawn = panels.map((panel, i) => {
    top += panelTop(panel, i);
    const height = heights[i] ?? 0;
    const box = { ...inner, top, height };
    top += height;
    return renderPanel({ x, panel, box, last: i === panels.length - 1 });
  });
  const bottom = isLabelled(x) ? 38 : 22;
  return element(
    'svg',
    {
      viewBox: `0 0 ${width} ${Math.round(top + bottom)}`,
      role: 'img',
      'aria-labelledby': `${id}-t ${id}-d`,
    },
    element('title', { id: `${id}-t` }, plainText(figure.title)),
    element('desc', { id: `${id}-d` }, figure.description),
    ...drawn,
  );
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface PanelRequest {
  readonly x: Axis;
  readonly panel: Panel;
  readonly box: Box;
  readonly last: boolean;
}

function renderPanel({ x, panel, box, last }: PanelRequest): Markup {
  const { left, top, width, height } = box;
  const [unitX, unitY] = [unit(x), unit(panel.y)];
  const fromTop = panel.y.kind === 'category';
  const place: Place = {
    width,
    height,
    x: (value) => unitX(value) * width,
    y: (value) => (fromTop ? unitY(value) : 1 - unitY(value)) * height,
  };
  return element(
    'g',
    { transform: `translate(${left} ${top})` },
    yAxis(panel.y, place),
    xAxis(x, place, last),
    // A nested drawing cuts what lies outside.
    element(
      'svg',
      {
        class: 'panel',
        width,
        height,
        'data-x': describe(x),
        'data-y': describe(panel.y),
      },
      ...panel.marks.map((mark) => renderMark(mark, place)),
    ),
  );
}

/** For the read-out: how pixels become values. Points in a row have no x that means anything. */
function describe(axis: Axis): string | undefined {
  if (axis.kind === 'category') return undefined;
  return axis.parts === undefined ? `${axis.kind} ${axis.domain.join(' ')}` : 'row';
}

function yAxis(axis: Axis, { width, height, y }: Place): Markup {
  if (axis.kind === 'category') {
    const rows = axis.labels.map((label, i) => text([-8, y(i) + 4], 'end', label));
    return joined(
      element('path', { class: 'grid', d: axis.labels.map((_, i) => `M0 ${pixel(y(i))}h${width}`).join('') }),
      ...rows,
    );
  }
  const labelled = yTicks(axis, height).filter(({ label }) => label !== undefined);
  return joined(
    element('path', {
      class: 'grid',
      d: labelled.map(({ value }) => `M0 ${pixel(y(value))}h${width}`).join(''),
    }),
    element('path', { class: 'axis', d: `M0 0V${height}` }),
    ...labelled.map(({ value, label = '' }) => text([-6, y(value) + 4], 'end', label)),
    axis.label === undefined ? undefined : text([-6, -8], 'start', axis.label, 'name'),
  );
}

function xAxis(axis: Axis, { width, height, x }: Place, last: boolean): Markup {
  if (axis.kind === 'category') return joined();
  if (axis.parts !== undefined) return partsAxis(axis, { width, height, x }, last);
  const ticks = axisTicks(axis, Math.floor(width / (axis.kind === 'log' ? 40 : 60)));
  const marks = ticks.map(
    ({ value, label }) => `M${pixel(x(value))} ${height}v${label === undefined ? 3 : 5}`,
  );
  return joined(
    element('path', { class: 'axis', d: `M0 ${height}h${width}${last ? marks.join('') : ''}` }),
    ...(last ? ticks : []).flatMap(({ value, label }) =>
      label === undefined ? [] : [text([x(value), height + 17], 'middle', label)],
    ),
    last && axis.label !== undefined ? text([width, height + 33], 'end', axis.label, 'name') : undefined,
  );
}

/** Parts of the axis, apart by rules, with as many names as have room. */
function partsAxis(axis: NumberAxis, place: Pick<Place, 'width' | 'height' | 'x'>, last: boolean): Markup {
  const { width, height, x } = place;
  const parts = axis.parts ?? [];
  const crowded = width < LEAST_PART * parts.length;
  const rules = (crowded ? [] : parts.slice(1)).map(
    ({ from }) => `M${pixel(x(from))} 0v${height + (last ? 4 : 0)}`,
  );
  let free = Number.NEGATIVE_INFINITY;
  const names = parts.flatMap(({ from, to, label }) => {
    const half = textWidth(label) / 2;
    const middle = Math.max(half - LEFT, Math.min((x(from) + x(to)) / 2, width + RIGHT - half));
    if (!last || middle - half < free) return [];
    free = middle + half + 8;
    return [text([middle, height + 17], 'middle', label)];
  });
  return joined(
    element('path', { class: 'grid', d: rules.join('') }),
    element('path', { class: 'axis', d: `M0 ${height}h${width}` }),
    ...names,
    last && axis.label !== undefined ? text([width, height + 33], 'end', axis.label, 'name') : undefined,
  );
}

/** A label with its anchor at (x, y). */
function text([x, y]: Pixel, anchor: 'start' | 'middle' | 'end', label: Rich, kind?: 'name'): Markup {
  return element(
    'text',
    { x: pixel(x), y: pixel(y), 'text-anchor': anchor === 'start' ? undefined : anchor, class: kind },
    svgText(label, FONT),
  );
}

/** Rows of categories have a height of their own; other panels share what is usual. */
function panelHeights(panels: readonly Panel[], usual: number): number[] {
  const total = panels.reduce((sum, { share }) => sum + share, 0);
  return panels.map(({ y, share }) =>
    y.kind === 'category' ? y.labels.length * ROW_HEIGHT : Math.round(((usual - 50) * share) / total),
  );
}

/** Room above a panel: for its name, or between panels. */
function panelTop({ y }: Panel, index: number): number {
  return (isLabelled(y) ? 20 : 8) + (index === 0 ? 0 : GAP - 8);
}

function isLabelled(axis: Axis): boolean {
  return axis.kind !== 'category' && axis.label !== undefined;
}

function yTicks(axis: NumberAxis, height: number): Tick[] {
  return axisTicks(axis, Math.max(2, Math.floor(height / 34)));
}

/** Wide enough for the longest label of all panels. */
function leftMargin(panels: readonly Panel[], heights: readonly number[]): number {
  const labels = panels.flatMap(({ y }, i) =>
    y.kind === 'category' ? y.labels : yTicks(y, heights[i] ?? 0).map(({ label }) => label ?? ''),
  );
  return Math.ceil(Math.max(22, ...labels.map(textWidth)) + 12);
}

/** About the width in pixels; there is nothing to measure with. */
function textWidth(label: Rich): number {
  return plainText(label).length * FONT * 0.56;
}
