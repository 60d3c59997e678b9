import type { Block, Fact, Section } from '../blocks.ts';
import { type FitView, numbersOfPassed, ofPassed, type ReportView } from '../fit-view.ts';
import { formatCount, formatNumber, formatPart, formatSeconds } from '../numbers.ts';
import { CHI2 } from '../rich.ts';
import { finite, spread } from '../statistics.ts';

/** What a fit ended with, in a few numbers. */
export function summarySection({ fits }: ReportView): Section {
  return {
    id: 'summary',
    title: 'Summary',
    blocks: fits.flatMap((fit): Block[] => [
      ...(fits.length === 1 ? [] : [{ kind: 'heading', text: fit.report.name, colour: fit.colour } as const]),
      { kind: 'text', text: introduction(fit) },
      {
        kind: 'facts',
        facts: [...replicaFacts(fit), ...dataFacts(fit), ...sumRuleFacts(fit), ...timeFacts(fit)],
      },
    ]),
  };
}

/** What the fit is, and whether it ended. */
function introduction({ report: { description = '', state, date } }: FitView): string {
  const when = date === undefined ? '' : ` ${date}`;
  const end = { finished: `Finished${when}.`, interrupted: `Interrupted${when}.`, running: 'Still running.' }[
    state
  ];
  if (description === '') return end;
  return `${description}${/[.!?]$/.test(description) ? '' : '.'} ${end}`;
}

function replicaFacts(fit: FitView): Fact[] {
  const passed = fit.outcomes.filter(({ failure }) => failure === undefined).length;
  const best = spread(numbersOfPassed(fit, ({ bestEpoch }) => bestEpoch));
  const facts: Fact[] = [{ label: 'Replicas passed', value: formatPart(passed, fit.outcomes.length) }];
  if (best.count === 0) return facts;
  const note = `${formatCount(best.smallest)} to ${formatCount(best.largest)}`;
  return [...facts, { label: 'Best epoch, median', value: formatCount(best.median), note }];
}

function dataFacts(fit: FitView): Fact[] {
  const { chi2, datasets } = fit.report;
  const over = spread(numbersOfPassed(fit, (replica) => replica.chi2?.experimental));
  const facts: Fact[] = [];
  if (chi2 !== undefined) {
    facts.push(
      {
        label: 'Data points',
        value: formatCount(chi2.points),
        ...(datasets === undefined ? {} : { note: `${datasets.length} sets` }),
      },
      { label: [CHI2, ' per point'], value: formatNumber(chi2.central), note: 'mean prediction' },
    );
  }
  if (over.count > 0) {
    facts.push({
      label: [CHI2, ' of replicas'],
      value: formatNumber(over.mean),
      note: ['± ', formatNumber(over.sigma, 2)],
    });
  }
  return facts;
}

function sumRuleFacts(fit: FitView): Fact[] {
  const deviations = (fit.report.sumRules ?? []).flatMap(({ expected, values }) =>
    finite(ofPassed(fit, values)).map((value) => Math.abs(value - expected)),
  );
  if (deviations.length === 0) return [];
  return [
    {
      label: 'Sum rules closed to',
      value: formatNumber(spread(deviations).largest, 2),
      note: 'largest deviation',
    },
  ];
}

/** The stage called `total`, if there is one. */
function timeFacts({ report: { seconds = {} } }: FitView): Fact[] {
  const total = Object.entries(seconds).find(([name]) => name.toLowerCase() === 'total')?.[1];
  return total === undefined ? [] : [{ label: 'Wall time', value: formatSeconds(total) }];
}
