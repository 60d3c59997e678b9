import type { Axis, Figure, Mark, NumberAxis, Panel, Table } from '../blocks.ts';
import type { Comparison, DatasetReport } from '../fit-report.ts';
import type { FitView } from '../fit-view.ts';
import { formatNumber, formatWithError } from '../numbers.ts';
import { CHI2 } from '../rich.ts';
import { logDomain, niceDomain } from '../scale.ts';
import { finite } from '../statistics.ts';
import { fromTex } from '../tex.ts';
import { comparisonPoints, GAP, type Points, sortedComparison } from './comparison-points.ts';

/** The predictions of one fit. */
interface Predicted {
  readonly fit: FitView;
  readonly comparison: Comparison;
  readonly points: Points;
  /** Of its steps within the room of a point, which is 1. */
  readonly place: { readonly shift: number; readonly halfWidth: number };
}

/** Data over more than this factor are drawn on a logarithmic axis. */
const WIDE = 20;
/** How far ratio panels may reach. */
const REACHES = [0.02, 0.05, 0.1, 0.2, 0.5];

/** Data of one set and the predictions of all fits that have it. The data are those of the first of these. */
export function comparisonFigure(set: DatasetReport, fits: readonly FitView[]): Figure {
  const { name, label, chi2 } = set;
  const predicted = fits.flatMap((fit, i) => predictions(name, fit, { index: i, count: fits.length }));
  const [first] = predicted;
  const comparison = first?.comparison ?? { xLabel: '', xScale: 'linear', yLabel: '', series: [] };
  const own = first?.points ?? comparisonPoints(comparison);
  return {
    title: label === undefined ? name : fromTex(label),
    description: `${name}: data with uncertainties and the predictions of the fits.`,
    caption: [`${name}, ${chi2.points} points, `, CHI2, ' per point ', formatNumber(chi2.central)],
    x: xAxis(comparison, own),
    panels: [valuePanel(own, predicted, comparison.yLabel), ratioPanel(own, predicted)],
    table: comparisonTable(name, comparison, predicted),
  };
}

/** Of one fit, if it has the set; `index` among `count` fits. */
function predictions(
  name: string,
  fit: FitView,
  { index, count }: { index: number; count: number },
): Predicted[] {
  const found = fit.report.datasets?.find((set) => set.name === name)?.comparison;
  if (found === undefined) return [];
  const comparison = sortedComparison(found);
  const halfWidth = 0.45 / count;
  const shift = (2 * index - count + 1) * halfWidth;
  return [{ fit, comparison, points: comparisonPoints(comparison), place: { shift, halfWidth } }];
}

function valuePanel(own: Points, predicted: readonly Predicted[], yLabel: string): Panel {
  const { data, error } = own;
  const all = finite([...data, ...predicted.flatMap(({ points }) => points.theory)]);
  const wide = all.every((value) => value > 0) && Math.max(...all) > WIDE * Math.min(...all);
  const bars = [-1, 1].flatMap((sign) => data.map((value, i) => value + sign * (error[i] ?? 0)));
  return {
    y: {
      kind: wide ? 'log' : 'linear',
      domain: wide ? logDomain(all) : niceDomain([...all, ...bars]),
      label: fromTex(yLabel),
    },
    share: 3,
    marks: [
      ...predicted.flatMap((entry) => theoryMarks(entry)),
      { kind: 'points', x: own.x, y: data, error, colour: 'data', size: 'fine', name: 'data' },
    ],
  };
}

function ratioPanel(own: Points, predicted: readonly Predicted[]): Panel {
  const over = (values: readonly number[]): number[] =>
    values.map((value, i) => value / (own.data[i] ?? Number.NaN));
  const error = over(own.error).map(Math.abs);
  // Fits with other cuts have other points, which cannot be divided by these.
  const ratios = predicted
    .filter(({ points }) => points.x.length === own.x.length)
    .map((entry) => {
      const { theory, theoryError } = entry.points;
      return {
        ...entry,
        points: { ...entry.points, theory: over(theory), theoryError: over(theoryError).map(Math.abs) },
      };
    });
  const off = finite([
    ...error,
    ...ratios.flatMap(({ points }) => points.theory.map((value) => Math.abs(value - 1))),
  ]);
  const most = off.toSorted((a, b) => a - b)[Math.floor(0.9 * (off.length - 1))] ?? 0.1;
  const reach = REACHES.find((value) => value >= 1.2 * most) ?? 1;
  const theory = ratios.flatMap((entry) => theoryMarks(entry, ' / data'));
  const data = dataAtOne(own, error);
  return {
    y: { kind: 'linear', domain: [1 - reach, 1 + reach] },
    share: 2,
    marks: own.inRow ? [data, { kind: 'rule', axis: 'y', at: 1 }, ...theory] : [...theory, data],
  };
}

/** The data divided by themselves: points with error bars, or boxes where points are many. */
function dataAtOne({ x, data, inRow }: Points, error: readonly number[]): Mark {
  const y = data.map((value) => (Number.isNaN(value) ? value : 1));
  return inRow
    ? { kind: 'steps', x, y, error, halfWidth: 0.5, lines: false, colour: 'range' }
    : { kind: 'points', x, y, error, colour: 'data', size: 'fine' };
}

/** A line with its band along a variable; a step for each point where points stand in a row. */
function theoryMarks({ fit, points, place }: Predicted, suffix = ''): Mark[] {
  const { colour, report } = fit;
  const { x, theory, theoryError, inRow } = points;
  const name = `${report.name}${suffix}`;
  if (inRow) {
    const at = x.map((value) => value + place.shift);
    return [
      {
        kind: 'steps',
        x: at,
        y: theory,
        error: theoryError,
        halfWidth: place.halfWidth,
        lines: true,
        colour,
        name,
      },
    ];
  }
  const low = theory.map((value, i) => value - (theoryError[i] ?? 0));
  const high = theory.map((value, i) => value + (theoryError[i] ?? 0));
  return [
    { kind: 'band', x, low, high, colour },
    { kind: 'line', x, y: theory, colour, name },
  ];
}

function xAxis({ xLabel, xScale, series }: Comparison, { x, inRow }: Points): Axis {
  const label = fromTex(xLabel);
  if (!inRow) {
    const log = xScale === 'log' && x.every((value) => value > 0);
    return { kind: log ? 'log' : 'linear', domain: log ? logDomain(x) : niceDomain(x), label };
  }
  let from = -0.5 * (1 + GAP);
  const parts: NonNullable<NumberAxis['parts']>[number][] = [];
  for (const { label = '', x } of series) {
    const to = from + x.length + GAP;
    parts.push({ from, to, label: fromTex(label) });
    from = to;
  }
  return { kind: 'linear', domain: [parts[0]?.from ?? 0, from], label: ['points by ', label], parts };
}

/** The numbers of a set, bin by bin. */
function comparisonTable(
  name: string,
  { series, xLabel }: Comparison,
  predicted: readonly Predicted[],
): Table {
  let start = 0;
  const groups = series.map(({ label = '', x, data, error }) => {
    const from = start;
    start += x.length + GAP;
    const rows = x.map((value, i) => [
      formatNumber(value),
      formatWithError(data[i], error[i]),
      ...predicted.map(({ points }) =>
        formatWithError(points.theory[from + i], points.theoryError[from + i]),
      ),
    ]);
    return series.length === 1 ? { rows } : { head: [fromTex(label)], rows };
  });
  const labels = [fromTex(xLabel), 'data', ...predicted.map(({ fit }) => fit.report.name)];
  return {
    caption: `Data and predictions of ${name}`,
    columns: labels.map((label, i) => ({ label, align: i === 0 ? 'text' : 'number' })),
    groups,
  };
}
