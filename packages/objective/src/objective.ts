import { type NdArray, ndarray, zeros } from '@parton/ndarray';
import { commonGrid, type FoldedTheory, foldTheory, type Observable } from '@parton/observables';
import { type Arrays, pdfConstants, type PdfModel, samplePdfs } from '@parton/pdf-model';
import { type Chi2Constants, chi2Constants, type FittedCovariance } from './chi2-constants.ts';

/** Sets whose predictions are penalised, in order. */
export type PenaltySets = readonly Observable[];

/** What a fit is made of. Point order: data sets in order, their kept points ascending. */
export interface ObjectiveOptions {
  readonly model: PdfModel;
  /** Initial parameters of all replicas. */
  readonly parameters: Arrays;
  /** Network seeds, one per replica. */
  readonly seeds: readonly number[];
  readonly data: readonly Observable[];
  readonly positivity: PenaltySets;
  readonly integrability: PenaltySets;
  readonly covariance: FittedCovariance;
  /** `[R, n]`: data of each replica, in data space. */
  readonly pseudodata: NdArray;
  readonly masks: { readonly training: NdArray; readonly validation: NdArray };
}

/** Groups of plain constants; the caller turns every array into a tensor. */
export interface ObjectiveConstants {
  readonly pdf: Arrays;
  readonly data: FoldedTheory['constants'];
  readonly positivity: FoldedTheory['constants'];
  readonly integrability: FoldedTheory['constants'];
  readonly chi2: Arrays;
  readonly other: {
    /** `[R, n]`, rotated if predictions are. */
    readonly pseudodata: NdArray;
    /** `[n, S]` of 0 and 1. */
    readonly positivityMembers: NdArray;
    readonly integrabilityMembers: NdArray;
    /** Scalar: slope of the positivity ELU below zero. */
    readonly alpha: NdArray;
  };
}

/** The structure of the loss and its constants. Plain data. */
export interface Objective {
  readonly model: PdfModel;
  readonly grid: Float64Array;
  readonly chi2: Chi2Constants['kind'];
  readonly theory: Readonly<Record<'data' | 'positivity' | 'integrability', Omit<FoldedTheory, 'constants'>>>;
  readonly constants: ObjectiveConstants;
}

/** Slope of the positivity ELU for negative arguments, as in the NNPDF fits. */
const ELU_SLOPE = 1e-7;
/** Number of plausible PDFs that stand for all: well above the number of independent shapes. */
const PROBES = 200;

/** Folds theory, covariance, masks and data into the constants of one loss for all replicas. */
export function objective(options: ObjectiveOptions): Objective {
  const { model, parameters, seeds, covariance } = options;
  const grid = commonGrid([...options.data, ...options.positivity, ...options.integrability]);
  const target = { grid, expansion: model.reduced.expansion, probes: probesFor(model, grid, options) };
  const rotation = covariance.kind === 'eigenmodes' ? { rotation: covariance.rotation } : {};
  const data = foldTheory({ observables: options.data, ...target, ...rotation });
  const positivity = foldTheory({ observables: options.positivity, ...target });
  const integrability = foldTheory({ observables: options.integrability, ...target });
  const chi2 = chi2Constants(covariance, options.masks);
  return {
    model,
    grid,
    chi2: chi2.kind,
    theory: {
      data: structure(data),
      positivity: structure(positivity),
      integrability: structure(integrability),
    },
    constants: {
      pdf: pdfConstants(model, { grid, parameters, seeds }),
      data: data.constants,
      positivity: positivity.constants,
      integrability: integrability.constants,
      chi2: chi2.constants,
      other: {
        pseudodata: rotated(options.pseudodata, covariance),
        positivityMembers: members(options.positivity),
        integrabilityMembers: members(options.integrability),
        alpha: ndarray([ELU_SLOPE], []),
      },
    },
  };
}

/** PDFs of the model's family, by which two-hadron tables are compressed; none where there are no such tables. */
function probesFor(
  model: PdfModel,
  grid: Float64Array,
  { data, positivity, integrability }: ObjectiveOptions,
) {
  const tables = [...data, ...positivity, ...integrability].flatMap(({ operands }) => operands);
  return tables.some(({ hadrons }) => hadrons === 2) ? samplePdfs(model, grid, PROBES) : undefined;
}

function structure({ constants: _, ...rest }: FoldedTheory): Omit<FoldedTheory, 'constants'> {
  return rest;
}

/** Data `[R, n]` in the space of the predictions. */
function rotated(data: NdArray, covariance: FittedCovariance): NdArray {
  if (covariance.kind !== 'eigenmodes') return data;
  const { rotation } = covariance;
  const [modes = 0, points = 0] = rotation.shape;
  const out = zeros([data.shape[0] ?? 0, modes]);
  out.data.forEach((_, i) => {
    const replica = Math.floor(i / modes) * points;
    const mode = (i % modes) * points;
    let sum = 0;
    for (let k = 0; k < points; k++) sum += (rotation.data[mode + k] ?? 0) * (data.data[replica + k] ?? 0);
    out.data[i] = sum;
  });
  return out;
}

/** `[n, S]`: which set each point belongs to. */
function members(sets: PenaltySets): NdArray {
  const counts = sets.map(({ operands }) => Math.max(...operands.map(({ values }) => values.shape[0] ?? 0)));
  const out = zeros([counts.reduce((sum, count) => sum + count, 0), sets.length]);
  let point = 0;
  counts.forEach((count, set) => {
    for (let i = 0; i < count; i++) out.data[point++ * sets.length + set] = 1;
  });
  return out;
}
