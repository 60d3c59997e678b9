import {
  buildCovariance,
  type Covariance,
  denseCovariance,
  eigenmodes,
  withUncorrelatedPart,
} from '@parton/covariance';
import { type NdArray, zeros } from '@parton/ndarray';
import type { FittedCovariance } from '@parton/objective';
import type { Observable } from '@parton/observables';
import type { Runcard } from '@parton/runcard';
import type { TheoryCard } from '@parton/theory';
import { t0Predictor } from './central-pdf.ts';
import { type FittedSet, type Group, groupSets } from './groups.ts';
import { loadSet, setLoader } from './load-set.ts';
import { refuseUnused } from './refuse-unused.ts';
import type { Resources } from './resources.ts';

/** Measured data, theory and covariance of a fit; the same for all replicas. Point order: group by group. */
export interface FitData {
  readonly card: TheoryCard;
  /** Fitting scale, GeV. */
  readonly q0: number;
  readonly groups: readonly Group[];
  readonly observables: readonly Observable[];
  readonly positivity: readonly Observable[];
  readonly integrability: readonly Observable[];
  /** `[n]`. */
  readonly central: Float64Array;
  /** The t0 covariance `[n, n]`. */
  readonly covariance: NdArray;
  readonly fitted: FittedCovariance;
  /** Covariance of the pseudo-data, one per group. */
  readonly sampling: readonly NdArray[];
}

/** Share of the variance of a point that must be uncorrelated for the nuisance form of chi2 to be exact in float32. */
const MIN_UNCORRELATED = 1e-5;

/** Reads and combines everything that a runcard names. */
export function prepareData(runcard: Runcard, resources: Resources): FitData {
  refuseUnused(runcard);
  const loader = setLoader(runcard, resources);
  const { card } = loader;
  const sets = runcard.datasets.map((request): FittedSet => ({
    ...loadSet(loader, request, runcard.theoryId),
    frac: request.frac,
    weight: request.weight,
  }));
  const groups = groupSets(runcard, sets);
  const penalised = (names: readonly { dataset: string }[]): Observable[] =>
    names.map(({ dataset }) => loadSet(loader, { name: dataset }, runcard.theoryId).observable);
  const ordered = groups.flatMap((group) => group.sets);
  const predictT0 = t0Predictor(loader, runcard, runcard.t0PdfSet);
  const t0Parts = groups.map((group) => groupCovariance(group, predictT0));
  const t0Dense = t0Parts.map((part) => denseCovariance(part));
  const covariance = blockDiagonal(t0Dense);
  return {
    card,
    q0: ordered[0]?.q0 ?? card.Q0,
    groups,
    observables: ordered.map(({ observable }) => observable),
    positivity: penalised(runcard.positivity.sets),
    integrability: penalised(runcard.integrability.sets),
    central: Float64Array.from(ordered.flatMap(({ dataset }) => [...dataset.central])),
    covariance,
    fitted: runcard.diagonalBasis
      ? { kind: 'eigenmodes', ...eigenmodes(covariance) }
      : fittedCovariance(t0Parts, covariance),
    sampling: samplingCovariances(runcard, groups, predictT0),
  };
}

type Truth = (set: FittedSet) => Float64Array;

/** The covariance of a group, multiplicative uncertainties in proportion to `truth`. */
function groupCovariance(group: Group, truth: Truth, only?: 'ADD'): Covariance {
  return buildCovariance(
    group.sets.map((set) => {
      const { dataset, weight } = set;
      const systematics = dataset.systematics.filter(
        ({ treatment }) => only === undefined || treatment === only,
      );
      return { dataset: { ...dataset, systematics }, truth: truth(set), weight };
    }),
  );
}

/** Of the pseudo-data, per group: without the multiplicative uncertainties where those are drawn as factors. */
function samplingCovariances(runcard: Runcard, groups: readonly Group[], t0: Truth): NdArray[] {
  const truth: Truth = runcard.useT0Sampling ? t0 : ({ dataset }) => dataset.central;
  const only = runcard.separateMultiplicative ? 'ADD' : undefined;
  return groups.map((group) => denseCovariance(groupCovariance(group, truth, only)));
}

/** The nuisance form where every point has enough uncorrelated uncertainty, else the full matrix. */
function fittedCovariance(parts: readonly Covariance[], covariance: NdArray): FittedCovariance {
  const groups = parts.map((part) => withUncorrelatedPart(part, MIN_UNCORRELATED));
  const n = covariance.shape[0] ?? 0;
  const variances = groups.flatMap((group) => [...group.variances]);
  const exact = variances.every(
    (variance, i) => variance > MIN_UNCORRELATED * (covariance.data[i * n + i] ?? 0),
  );
  return exact ? { kind: 'columns', groups } : { kind: 'full', covariance };
}

/** Matrices along the diagonal of a larger one. */
function blockDiagonal(blocks: readonly NdArray[]): NdArray {
  const total = (axis: number): number => blocks.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  const width = total(1);
  const out = zeros([total(0), width]);
  let top = 0;
  let left = 0;
  for (const { shape, data } of blocks) {
    const [rows = 0, columns = 0] = shape;
    for (let i = 0; i < rows; i++)
      out.data.set(data.subarray(i * columns, (i + 1) * columns), (top + i) * width + left);
    top += rows;
    left += columns;
  }
  return out;
}
