import type { Figure, Section } from '../blocks.ts';
import type { Exponent, ExponentReport } from '../fit-report.ts';
import type { FitView, ReportView } from '../fit-view.ts';
import { flavourStyle } from '../flavours.ts';
import { distributionFigure, type Row } from './distribution.ts';
import { setLegend } from './legends.ts';

/** Preprocessing exponents. */
export function exponentSection(view: ReportView): Section | undefined {
  const { fits } = view;
  if (fits.every(({ report }) => report.exponents === undefined)) return undefined;
  const trained = fits.some(({ report }) => report.exponents?.some(({ trainable }) => trainable));
  const figure = (key: 'smallx' | 'largex', symbol: string): Figure =>
    distributionFigure({
      title: [key === 'smallx' ? 'Small ' : 'Large ', { i: 'x' }, ', ', { i: symbol }],
      description: `Exponent ${symbol} of each flavour: the range it is drawn from, and its values over replicas.`,
      axis: 'linear',
      label: { i: symbol },
      rows: exponentRows(fits, (exponents) => exponents[key]),
    });
  return {
    id: 'exponents',
    title: 'Preprocessing exponents',
    blocks: [
      {
        kind: 'text',
        text: [
          'PDFs are the network times ',
          [{ i: 'x' }, { sup: ['1 − ', { i: 'α' }] }, ' (1 − ', { i: 'x' }, ')', { sup: { i: 'β' } }],
          `. Grey bars are the ranges of the runcard, points are replicas${trained ? '' : '; the exponents are not trained'}.`,
        ],
      },
      { kind: 'legend', entries: setLegend({ ...view, reference: undefined }) },
      { kind: 'figures', size: 'medium', figures: [figure('smallx', 'α'), figure('largex', 'β')] },
    ],
  };
}

function exponentRows(fits: readonly FitView[], of: (exponents: ExponentReport) => Exponent): Row[] {
  const flavours = [
    ...new Set(fits.flatMap(({ report }) => (report.exponents ?? []).map(({ flavour }) => flavour))),
  ];
  return flavours.map((flavour) => ({
    label: flavourStyle(flavour).label,
    entries: fits.flatMap((fit) => {
      const found = fit.report.exponents?.find((exponents) => exponents.flavour === flavour);
      return found === undefined ? [] : [{ fit, ...of(found) }];
    }),
  }));
}
