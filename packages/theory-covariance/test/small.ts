import { readFileSync } from 'node:fs';
import type { PointPrescription, VariedDataset } from '../src/index.ts';

/** Numbers of validphys for {@link varied}; `source` says how they were made. */
export const RECORDED: {
  readonly covariances: Readonly<Record<string, number[][]>>;
  readonly user: {
    readonly table: string;
    readonly datasets: readonly { readonly name: string; readonly kept: readonly number[] }[];
    readonly factor: number;
    readonly covariance: number[][];
  };
} = JSON.parse(readFileSync(new URL('fixtures/validphys.json', import.meta.url), 'utf8'));

/** Names, processes and points; those of a process do not stand together. */
export const DATASETS: readonly (readonly [name: string, process: string, points: readonly number[]])[] = [
  ['A', 'DIS NC', [0, 1]],
  ['B', 'JETS', [2]],
  ['C', 'DIS NC', [3]],
  ['D', 'DY', [4, 5]],
];

/** Six points with a prediction `2 + shift(k, i)` of theory k for point i. */
export function varied(
  { theories }: PointPrescription,
  shift = (k: number, i: number): number => Math.sin(1.3 * k + 0.7 * i * i + i) / 10,
): VariedDataset[] {
  return DATASETS.map(([name, process, points]) => ({
    name,
    process,
    predictions: theories.map((_, k) => Float64Array.from(points, (i) => 2 + shift(k, i))),
  }));
}
