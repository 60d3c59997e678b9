import type { Block, Section } from '../blocks.ts';
import type { ReportView } from '../fit-view.ts';
import { mergedSets } from './chi2.ts';
import { comparisonFigure } from './comparison-figure.ts';

/** A plot for each set: data and predictions above, predictions over data below. */
export function dataTheorySection({ fits }: ReportView): Section | undefined {
  const sets = mergedSets(fits).filter(({ comparison }) => comparison !== undefined);
  if (sets.length === 0) return undefined;
  const processes = [...new Set(sets.map(({ process }) => process))];
  return {
    id: 'data',
    title: 'Data and theory',
    blocks: [
      {
        kind: 'text',
        text: [
          'Error bars of the data are total uncertainties, bands of the predictions one standard deviation over replicas. ',
          'The lower panels show the ratio to the data. Sets in several bins are drawn point by point, bin after bin; ',
          'grey boxes are the uncertainties of their data.',
        ],
      },
      {
        kind: 'legend',
        entries: [
          { label: 'data', colour: 'data', shape: 'dot' },
          ...fits.map(({ report, colour }) => ({ label: report.name, colour, shape: 'line' as const })),
        ],
      },
      ...processes.flatMap((process): Block[] => [
        { kind: 'heading', text: process },
        {
          kind: 'figures',
          size: 'medium',
          figures: sets.filter((set) => set.process === process).map((set) => comparisonFigure(set, fits)),
        },
      ]),
    ],
  };
}
