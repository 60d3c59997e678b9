import type { NdArray } from '@parton/ndarray';
import { addTheory } from './add-theory.ts';
import { buildCovariance, type CovarianceEntry } from './build-covariance.ts';
import { denseCovariance } from './dense.ts';

/** Which covariance pseudo-data are drawn from. */
export interface SamplingOptions {
  /** Multiplicative uncertainties in proportion to the t0 predictions rather than to the data (`use_t0_sampling`). */
  readonly useT0: boolean;
  /** Multiplicative uncertainties are drawn as factors, and so left out here (`separate_multiplicative`). */
  readonly separateMultiplicative: boolean;
  /** `[n, n]`, added if there is one (`use_thcovmat_in_sampling`). */
  readonly theory?: NdArray | undefined;
}

/**
 * The covariance `[n, n]` of the pseudo-data of a group of data sets.
 *
 * @param entries with the t0 predictions as `truth`
 *
 * Throws {@link CovarianceError} as {@link buildCovariance}, also for points that have no additive uncertainty.
 */
export function samplingCovariance(entries: readonly CovarianceEntry[], options: SamplingOptions): NdArray {
  const { useT0, separateMultiplicative, theory } = options;
  const sampled = entries.map((entry): CovarianceEntry => {
    const { dataset } = entry;
    const truth = useT0 ? entry.truth : dataset.central;
    if (!separateMultiplicative) return { ...entry, truth };
    const systematics = dataset.systematics.filter(({ treatment }) => treatment === 'ADD');
    return { ...entry, truth, dataset: { ...dataset, systematics } };
  });
  return addTheory(denseCovariance(buildCovariance(sampled)), theory);
}
