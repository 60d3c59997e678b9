import { buildCovariance, chi2, type CovarianceEntry, denseCovariance, squareRoot } from '@parton/covariance';
import { InputError } from '@parton/errors';
import type { DataRuncard } from '@parton/runcard';
import { predictSet, readCentral, t0Predictor } from './central-pdf.ts';
import { type LoadedSet, loadSet, setLoader } from './load-set.ts';
import type { Resources } from './resources.ts';

/** chi2 of some points, with the correlations between them. */
export interface Chi2 {
  readonly points: number;
  /** `d^T C^-1 d`. */
  readonly chi2: number;
  /** NaN where there are no points. */
  readonly chi2PerPoint: number;
}

/** chi2 of some data sets together. */
export interface NamedChi2 extends Chi2 {
  readonly name: string;
}

/** One data set and what a PDF predicts for it; arrays of the kept points, in units of the data. */
export interface ComparedSet extends NamedChi2 {
  readonly variant?: string;
  readonly cfac: readonly string[];
  readonly group: string;
  readonly process: string;
  /** Positions of the points among those before cuts, from 0. */
  readonly kept: readonly number[];
  readonly data: readonly number[];
  /** Total uncertainties: the roots of the diagonal of the covariance. */
  readonly uncertainties: readonly number[];
  readonly predictions: readonly number[];
}

/** Data compared with the central member of a PDF set. Plain data: the text on the screen and `--json` show the same. */
export interface Comparison {
  readonly pdfSet: string;
  readonly theory: string;
  readonly covariance: 'experimental' | 't0';
  readonly datasets: readonly ComparedSet[];
  /** Data sets of one experiment. */
  readonly groups: readonly NamedChi2[];
  readonly processes: readonly NamedChi2[];
  /** All points, with all correlations. */
  readonly total: Chi2;
  /** The sum over the data sets, without the correlations between them. */
  readonly sumOfDatasets: Chi2;
}

/** A data set and all that its chi2 depends on; without its tables, which are large. */
interface Entry extends Omit<CovarianceEntry, 'dataset'>, Pick<LoadedSet, 'request' | 'dataset' | 'kept'> {
  readonly predictions: Float64Array;
}

/**
 * Compares the data of a runcard with the central member of a PDF set. With `t0` the covariance is that of the fit, else
 * the experimental one; weights of the runcard count. Throws `InputError` for anything that is missing.
 */
export function compareWithData(
  runcard: DataRuncard,
  resources: Resources,
  { pdfSet, t0 = false }: { readonly pdfSet: string; readonly t0?: boolean },
): Comparison {
  const loader = setLoader(runcard, resources);
  const pdf = readCentral(resources, pdfSet);
  const truthOf = t0
    ? t0Predictor(loader, runcard, t0SetOf(runcard))
    : ({ dataset }: LoadedSet) => dataset.central;
  const entries = runcard.datasets.map((request): Entry => {
    const set = loadSet(loader, request, runcard.theoryId);
    const { dataset, kept } = set;
    const { weight } = request;
    return { request, dataset, kept, weight, truth: truthOf(set), predictions: predictSet(pdf, set) };
  });
  const datasets = entries.map(compareSet);
  const points = sum(datasets.map((dataset) => dataset.points));
  return {
    pdfSet,
    theory: runcard.theoryId,
    covariance: t0 ? 't0' : 'experimental',
    datasets,
    groups: together(entries, ({ dataset }) => dataset.experiment),
    processes: together(entries, ({ dataset }) => dataset.process),
    total: chi2Of(entries),
    sumOfDatasets: perPoint(points, sum(datasets.map((dataset) => dataset.chi2))),
  };
}

function t0SetOf({ t0PdfSet }: DataRuncard): string {
  if (t0PdfSet !== undefined) return t0PdfSet;
  throw new InputError({
    where: { key: '--t0' },
    found: 'no datacuts.t0pdfset in the runcard',
    expected: 'the PDF set that predicts the t0 covariance',
    cure: 'Add it, or leave --t0 out for the experimental covariance',
  });
}

function compareSet(entry: Entry): ComparedSet {
  const { request, dataset, kept, predictions } = entry;
  const covariance = denseCovariance(buildCovariance([entry]));
  const n = kept.length;
  return {
    name: dataset.name,
    ...(dataset.variant === undefined ? {} : { variant: dataset.variant }),
    cfac: request.cfac ?? [],
    group: dataset.experiment,
    process: dataset.process,
    ...chi2Of([entry]),
    kept,
    data: [...dataset.central],
    uncertainties: Array.from({ length: n }, (_, i) => Math.sqrt(covariance.data[i * n + i] ?? 0)),
    predictions: [...predictions],
  };
}

/** chi2 of the sets that share a name, in order of first appearance. */
function together(entries: readonly Entry[], nameOf: (entry: Entry) => string): NamedChi2[] {
  const names = [...new Set(entries.map(nameOf))];
  return names.map((name) => ({ name, ...chi2Of(entries.filter((entry) => nameOf(entry) === name)) }));
}

function chi2Of(entries: readonly Entry[]): Chi2 {
  const covariance = buildCovariance(entries);
  const root = squareRoot(denseCovariance(covariance), covariance.datasets);
  const difference = entries.flatMap(({ dataset, predictions }) =>
    Array.from(dataset.central, (value, i) => value - (predictions[i] ?? 0)),
  );
  return perPoint(difference.length, chi2(Float64Array.from(difference), root));
}

function perPoint(points: number, value: number): Chi2 {
  return { points, chi2: value, chi2PerPoint: value / points };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
