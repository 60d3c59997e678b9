import { CommondataError } from './commondata-error.ts';
import type { Dataset } from './dataset.ts';

/**
 * The data set with only the points `kept` (0-based), in that order.
 *
 * @throws CommondataError if an index is not one of a point
 */
export function selectPoints(dataset: Dataset, kept: readonly number[]): Dataset {
  const n = dataset.central.length;
  const stray = kept.find((i) => !Number.isInteger(i) || i < 0 || i >= n);
  if (stray !== undefined)
    throw new CommondataError({
      where: { key: dataset.name },
      found: `the index ${stray}`,
      expected: `whole numbers from 0 to ${n - 1}`,
    });
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(kept, (i) => values[i] ?? Number.NaN);
  return {
    ...dataset,
    kinematics: Object.fromEntries(
      Object.entries(dataset.kinematics).map(([variable, values]) => [variable, pick(values)]),
    ),
    central: pick(dataset.central),
    statistical: pick(dataset.statistical),
    systematics: dataset.systematics.map((source) => ({ ...source, values: pick(source.values) })),
  };
}
