import type { Comparison } from '../fit-report.ts';

/** The points of a set with where they are drawn. In a row, NaN separates series. */
export interface Points {
  readonly x: readonly number[];
  readonly data: readonly number[];
  readonly error: readonly number[];
  readonly theory: readonly number[];
  readonly theoryError: readonly number[];
  /** x counts points. */
  readonly inRow: boolean;
}

/** Room between series in a row, in points. */
export const GAP = 1;

/** A single series lies along its variable; several lie point after point, with a gap between them. */
export function comparisonPoints({ series }: Pick<Comparison, 'series'>): Points {
  const inRow = series.length !== 1;
  const gap = inRow ? Array.from({ length: GAP }, () => Number.NaN) : [];
  const all = (key: 'data' | 'error' | 'theory' | 'theoryError'): number[] =>
    series.flatMap((entry) => [...entry[key].map((value) => value ?? Number.NaN), ...gap]);
  const data = all('data');
  return {
    x: inRow ? data.map((_, i) => i) : (series[0]?.x ?? []),
    data,
    error: all('error'),
    theory: all('theory'),
    theoryError: all('theoryError'),
    inRow,
  };
}

/** The same with the points of each series in the order of x. */
export function sortedComparison(comparison: Comparison): Comparison {
  return {
    ...comparison,
    series: comparison.series.map((entry) => {
      const order = entry.x.map((_, i) => i).sort((a, b) => (entry.x[a] ?? 0) - (entry.x[b] ?? 0));
      const pick = <T>(values: readonly T[]): T[] => order.flatMap((i) => values.slice(i, i + 1));
      return {
        ...entry,
        x: pick(entry.x),
        data: pick(entry.data),
        error: pick(entry.error),
        theory: pick(entry.theory),
        theoryError: pick(entry.theoryError),
      };
    }),
  };
}
