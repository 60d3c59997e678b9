import type { NdArray } from '@parton/ndarray';
import { correlates, type MeasuredDataset, relative } from './measured-dataset.ts';
import { multiplicativeErrors } from './multiplicative-errors.ts';
import { PseudodataError } from './pseudodata-error.ts';
import { samplePseudodata } from './sample.ts';

/** A data set whose central values a closure test replaces; a `Dataset` of `@parton/commondata`, after cuts, is one. */
export interface ClosureDataset extends MeasuredDataset {
  /** The data sets of one experiment get their noise together. */
  readonly experiment: string;
}

/** A closure test fits data of which the PDF, the law, is known. */
export interface ClosureOptions<D extends ClosureDataset> {
  readonly datasets: readonly D[];
  /** What the law predicts, `[n]` for each data set. */
  readonly predictions: readonly Float64Array[];
  /** Absent: the data are exactly the predictions (level 0). */
  readonly noise?: ClosureNoise<D> | undefined;
  readonly inconsistency?: Inconsistency | undefined;
}

/** The noise of level 1: one experiment, as the law would have it measured. */
export interface ClosureNoise<D> {
  /** `filterseed`; every experiment starts the generator anew. */
  readonly seed: number;
  /**
   * The root `[n, n]` of the covariance of the data sets of an experiment: without weights, and multiplicative
   * uncertainties in proportion to their central values, which are the predictions here.
   */
  readonly squareRoot: (experiment: readonly D[]) => NdArray;
  /** Multiplicative uncertainties become factors; `squareRoot` does not get to see them then. */
  readonly separateMultiplicative?: boolean | undefined;
}

/**
 * Uncertainties that are published other than those of which the noise was drawn (arXiv:2503.17447), to study a fit to
 * data that contradict each other.
 */
export interface Inconsistency {
  /** `inconsistent_datasets` */
  readonly datasets: readonly string[];
  /** `treatment_names` */
  readonly treatments: readonly string[];
  /** `names_uncertainties`: types, and `SPECIAL` for all that are correlated between data sets. */
  readonly types: readonly string[];
  /** Multiplies the uncertainties (`sys_rescaling_factor`). */
  readonly factor: number;
}

/**
 * The data of a closure test of level 0 or 1, to be used instead of the measured ones. Multiplicative uncertainties keep
 * their percentages. Level 2 is pseudo-data of level 1, drawn as from measured data.
 *
 * The uncertainties come in the order in which n3fit reads its own files, `sys_1, sys_10, sys_2, ...`: with separate
 * multiplicative uncertainties level 2 depends on it. They are counted without those that are skipped.
 *
 * @throws PseudodataError where the predictions do not fit the data, and for a percentage of a measured value of 0
 */
export function closureData<D extends ClosureDataset>(options: ClosureOptions<D>): D[] {
  const { datasets, predictions, noise, inconsistency } = options;
  const exact = datasets.map((dataset, i) => {
    const prediction = predictions[i] ?? new Float64Array(0);
    if (prediction.length === dataset.central.length) return withCentral(dataset, prediction);
    throw new PseudodataError({
      where: { key: dataset.name },
      found: `${prediction.length} predictions`,
      expected: `${dataset.central.length} as the data set has points`,
    });
  });
  const data = noise === undefined ? exact : withNoise(exact, noise);
  return data.map((dataset) =>
    reordered(inconsistency === undefined ? dataset : rescaled(dataset, inconsistency)),
  );
}

/** The data set with other central values and the same percentages of multiplicative uncertainties. */
function withCentral<D extends ClosureDataset>(dataset: D, central: Float64Array): D {
  const systematics = dataset.systematics.map((systematic) => {
    if (systematic.treatment === 'ADD' || correlates(systematic) === 'skipped') return systematic;
    const values = relative(systematic, dataset).map((value, i) => value * (central[i] ?? 0));
    return { ...systematic, values };
  });
  return { ...dataset, central, systematics };
}

function withNoise<D extends ClosureDataset>(datasets: readonly D[], noise: ClosureNoise<D>): D[] {
  const noisy = new Map<D, D>();
  for (const experiment of new Set(datasets.map((dataset) => dataset.experiment))) {
    const sets = datasets.filter((dataset) => dataset.experiment === experiment);
    const values = noiseOf(sets, noise);
    let start = 0;
    for (const set of sets) {
      const end = start + set.central.length;
      noisy.set(set, withCentral(set, values.slice(start, end)));
      start = end;
    }
  }
  return datasets.map((dataset) => noisy.get(dataset) ?? dataset);
}

function noiseOf<D extends ClosureDataset>(sets: readonly D[], noise: ClosureNoise<D>): Float64Array {
  const { seed, squareRoot, separateMultiplicative = false } = noise;
  const central = Float64Array.from(sets.flatMap((set) => [...set.central]));
  if (!separateMultiplicative) return samplePseudodata({ central, squareRoot: squareRoot(sets), seed });
  const additive = sets.map((set) => ({
    ...set,
    systematics: set.systematics.filter(({ treatment }) => treatment === 'ADD'),
  }));
  return samplePseudodata({
    central,
    squareRoot: squareRoot(additive),
    seed,
    multiplicative: multiplicativeErrors(sets),
  });
}

function rescaled<D extends ClosureDataset>(
  dataset: D,
  { datasets, treatments, types, factor }: Inconsistency,
): D {
  if (!datasets.includes(dataset.name)) return dataset;
  const systematics = dataset.systematics.map((systematic) => {
    const { treatment, type, values } = systematic;
    const chosen =
      types.includes(type) || (types.includes('SPECIAL') && correlates(systematic) === 'special');
    if (!chosen || !treatments.includes(treatment)) return systematic;
    return { ...systematic, values: values.map((value) => factor * value) };
  });
  return { ...dataset, systematics };
}

function reordered<D extends ClosureDataset>(dataset: D): D {
  const systematics = dataset.systematics
    .filter((systematic) => correlates(systematic) !== 'skipped')
    .map((systematic, k) => ({ systematic, key: `sys_${k + 1}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ systematic }) => systematic);
  return { ...dataset, systematics };
}
