import type { Figure, Section } from '../blocks.ts';
import type { Quantity } from '../fit-report.ts';
import type { ReportView } from '../fit-view.ts';
import { flavourStyle } from '../flavours.ts';
import { distributionFigure, type Row, rowsOf } from './distribution.ts';
import { setLegend } from './legends.ts';

/** A replica whose integrability number is larger is left out by postfit. */
const INTEGRABLE = 0.5;

/** Arc lengths and integrability numbers. */
export function arcLengthSection(view: ReportView): Section | undefined {
  const { fits } = view;
  const options = {
    label: (name: string) => flavourStyle(name).label,
    values: ({ values }: Quantity) => values,
  };
  const arcs = rowsOf(fits, ({ report }) => report.arcLengths, options);
  const integrals = rowsOf(fits, ({ report }) => report.integrability, options);
  if (arcs.length === 0 && integrals.length === 0) return undefined;
  const figures = [
    ...(arcs.length === 0
      ? []
      : [
          distributionFigure({
            title: 'Arc lengths',
            description: 'Length of the curve of x f(x) of each flavour at Q0, over replicas.',
            axis: 'linear',
            label: 'length',
            rows: arcs,
          }),
        ]),
    ...(integrals.length === 0 ? [] : [integrabilityFigure(integrals)]),
  ];
  return {
    id: 'arc-lengths',
    title: 'Arc lengths and integrability',
    blocks: [
      {
        kind: 'text',
        text: 'A long arc is a sign of wiggles. Integrability numbers are sums of |x f(x)| at three small x; above the dashed line a replica does not count as integrable.',
      },
      { kind: 'legend', entries: setLegend({ ...view, reference: undefined }) },
      { kind: 'figures', size: 'medium', figures },
    ],
  };
}

function integrabilityFigure(rows: readonly Row[]): Figure {
  return distributionFigure({
    title: 'Integrability numbers',
    description: 'Integrability number of each flavour at Q0, over replicas, and the threshold.',
    axis: 'log',
    label: ['Σ |', { i: 'x' }, '\u2009', { i: 'f' }, '(', { i: 'x' }, ')|'],
    rows,
    rule: INTEGRABLE,
  });
}
