import type { Chi2, Comparison } from './compare.ts';
import { table } from './format.ts';

/** A comparison for people: chi2 per point of data sets, groups and processes. */
export function comparisonText({ pdfSet, theory, covariance, ...results }: Comparison): string {
  const { datasets, groups, processes, total, sumOfDatasets } = results;
  const row = ({ points, chi2PerPoint }: Chi2, name: string): string[] => [
    name,
    String(points),
    points === 0 ? '-' : chi2PerPoint.toFixed(4),
  ];
  const section = (title: string, entries: readonly (Chi2 & { readonly name: string })[]): string[][] => [
    [title, 'points', 'chi2 per point'],
    ...entries.map((entry) => row(entry, entry.name)),
    ['', '', ''],
  ];
  const rows = [
    ...section('data set', datasets),
    ...section('group (experiment), with correlations', groups),
    ...section('process, with correlations', processes),
    row(sumOfDatasets, 'all, each data set by itself'),
    row(total, 'all, with correlations'),
  ];
  const what = covariance === 't0' ? 'the t0' : 'the experimental';
  return `${pdfSet} and theory ${theory} compared with the data, with ${what} covariance\n\n${table(rows)}`;
}
