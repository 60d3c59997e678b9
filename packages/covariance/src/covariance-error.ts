import { InputError } from '@parton/errors';

/** How many points of a matrix belong to a data set. */
export interface DatasetSpan {
  readonly name: string;
  readonly points: number;
}

/** Uncertainties that make no covariance matrix. `where.key` names the data set and its point, as in `NMC[3]`. */
export class CovarianceError extends InputError {}

/** The name of point `i` of some data sets in a row, counted from 0 within its set: `NMC[3]`. */
export function pointName(datasets: readonly DatasetSpan[], i: number): string {
  let start = 0;
  for (const { name, points } of datasets) {
    if (i < start + points) return `${name}[${i - start}]`;
    start += points;
  }
  return `point ${i}`;
}
