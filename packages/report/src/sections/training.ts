import type { Block, Figure, Section } from '../blocks.ts';
import { type FitView, numbersOfPassed, type ReportView } from '../fit-view.ts';
import { formatCount, formatNumber, formatWithError } from '../numbers.ts';
import { CHI2 } from '../rich.ts';
import { niceDomain } from '../scale.ts';
import { isNumber, spread } from '../statistics.ts';
import { histogram } from './histogram.ts';
import { plainTable } from './tables.ts';
import { CHI2_PER_POINT, curvesFigure, replicaThumbnails } from './training-curves.ts';

/** Small plots of single replicas are open at once up to so many. */
const MOST_OPEN = 40;

/** How the replicas were trained and where they stopped. */
export function trainingSection({ fits }: ReportView): Section | undefined {
  const blocks = fits.flatMap((fit): Block[] => {
    const figures = trainingFigures(fit);
    if (figures.length === 0) return [];
    return [
      ...(fits.length === 1 ? [] : [{ kind: 'heading', text: fit.report.name, colour: fit.colour } as const]),
      { kind: 'figures', size: 'medium', figures },
      ...singleReplicas(fit),
    ];
  });
  if (blocks.length === 0) return undefined;
  const legend: Block = {
    kind: 'legend',
    entries: [
      { label: 'training', colour: 'training', shape: 'line' },
      { label: 'validation', colour: 'validation', shape: 'line' },
    ],
  };
  return { id: 'training', title: 'Training', blocks: [legend, ...blocks] };
}

function trainingFigures(fit: FitView): Figure[] {
  const { colour } = fit;
  return [
    ...curvesFigure(fit),
    ...scatterFigure(fit),
    ...histogram(
      numbersOfPassed(fit, ({ bestEpoch }) => bestEpoch),
      {
        title: 'Stopping epochs',
        description: 'Number of replicas by the epoch whose parameters were kept.',
        label: 'epoch of the best validation',
        colour,
      },
    ),
    ...histogram(
      numbersOfPassed(fit, ({ chi2 }) => chi2?.experimental),
      {
        title: [CHI2, ' to the data'],
        description: 'Number of replicas by their chi2 per point to the measured data.',
        label: CHI2_PER_POINT,
        colour,
      },
    ),
  ];
}

/** Validation over training, one point for each replica that passed. */
function scatterFigure(fit: FitView): Figure[] {
  const rows = fit.report.replicas.flatMap(({ id, chi2 }, r) => {
    const { training, validation, experimental = null } = chi2 ?? {};
    if (!isNumber(training) || !isNumber(validation) || fit.outcomes[r]?.failure !== undefined) return [];
    return [{ id, training, validation, experimental }];
  });
  if (rows.length === 0) return [];
  const x = rows.map(({ training }) => training);
  const y = rows.map(({ validation }) => validation);
  const columns = [spread(x), spread(y), spread(rows.map(({ experimental }) => experimental))];
  return [
    {
      title: 'Training against validation',
      description: 'One point for each replica that passed; dashed lines are the means.',
      x: { kind: 'linear', domain: niceDomain(x), label: ['training ', CHI2_PER_POINT] },
      panels: [
        {
          y: { kind: 'linear', domain: niceDomain(y), label: ['validation ', CHI2_PER_POINT] },
          share: 1,
          marks: [
            { kind: 'rule', axis: 'x', at: columns[0]?.mean ?? 0 },
            { kind: 'rule', axis: 'y', at: columns[1]?.mean ?? 0 },
            { kind: 'points', x, y, colour: fit.colour, size: 'normal', name: 'validation' },
          ],
        },
      ],
      table: plainTable({
        caption: 'Replicas that passed',
        columns: ['replica', 'training', 'validation', 'to the data'],
        rows: [
          ['mean ± 1σ', ...columns.map(({ mean, sigma }) => formatWithError(mean, sigma))],
          ...rows.map(({ id, ...chi2 }) => [
            String(id),
            ...Object.values(chi2).map((value) => formatNumber(value)),
          ]),
        ],
      }),
    },
  ];
}

function singleReplicas(fit: FitView): Block[] {
  const thumbnails = replicaThumbnails(fit);
  if (thumbnails.length === 0) return [];
  const caption =
    'Training and validation of each replica, all on one scale. The dashed line is the epoch that was kept.';
  return [
    {
      kind: 'details',
      summary: `Each of the ${formatCount(thumbnails.length)} replicas`,
      open: thumbnails.length <= MOST_OPEN,
      blocks: [{ kind: 'thumbnails', caption, thumbnails }],
    },
  ];
}
