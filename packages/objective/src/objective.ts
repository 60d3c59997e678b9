import { type NdArray, ndarray, zeros } from '@parton/ndarray';
import { commonGrid, type FoldedTheory, foldTheory, type Observable } from '@parton/observables';
import { type Arrays, pdfConstants, type PdfModel } from '@parton/pdf-model';
import { arranged, columnsAt, jointGroups, pointsOf, setsPerGroup, uncertainties } from './arrange.ts';
import { type Chi2Constants, chi2Constants, type FittedCovariance } from './chi2-constants.ts';
import { probePdfs } from './probes.ts';

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
  /**
   * By how much, in units of the uncertainty, the compression of the theory may change a prediction for plausible PDFs.
   * Default 1e-3; 0 leaves everything exact, which is slow for two-hadron tables.
   */
  readonly tolerance?: number;
  /** A PDF near the result, `x [N] -> [14, N]`: the compression is made for PDFs around it. */
  readonly reference?: (x: Float64Array) => NdArray;
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

/** Folds theory, covariance, masks and data into the constants of one loss for all replicas. */
export function objective(options: ObjectiveOptions): Objective {
  const { model, parameters, seeds, masks } = options;
  const grid = commonGrid([...options.data, ...options.positivity, ...options.integrability]);
  const blocks = jointGroups(options.covariance);
  const { data, positivity, integrability } = foldedTheories(options, grid, blocks);
  const orders = data.groups.map(({ points }) => points);
  const order = orders.flat();
  const pseudodata = rotated(options.pseudodata, options.covariance);
  const chi2 = chi2Constants(arranged(options.covariance, blocks, orders), {
    training: columnsAt(masks.training, order),
    validation: columnsAt(masks.validation, order),
  });
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
      chi2: {
        ...chi2.constants,
        ...Object.fromEntries(
          orders.map((points, g) => [`data_${g}`, columnsAt(pseudodata, points)] as const),
        ),
      },
      other: {
        pseudodata,
        positivityMembers: members(options.positivity, positivity),
        integrabilityMembers: members(options.integrability, integrability),
        alpha: ndarray([ELU_SLOPE], []),
      },
    },
  };
}

/** The theory of data and penalties. Penalties are compressed by their own size, as they have no uncertainty. */
function foldedTheories(
  options: ObjectiveOptions,
  grid: Float64Array,
  blocks: readonly (readonly number[])[],
): Record<'data' | 'positivity' | 'integrability', FoldedTheory> {
  const { model, covariance, tolerance, reference } = options;
  const target = {
    grid,
    expansion: model.reduced.expansion,
    ...(tolerance === 0 ? {} : { probes: probePdfs(model, grid, reference?.(grid)) }),
    ...(tolerance === undefined ? {} : { tolerance }),
  };
  const sets = setsPerGroup(covariance, options.data);
  return {
    data: foldTheory({
      observables: options.data,
      groups: blocks.map((groups) => groups.flatMap((g) => sets[g] ?? [])),
      sigma: uncertainties(covariance),
      ...(covariance.kind === 'eigenmodes' ? { rotation: covariance.rotation } : {}),
      ...target,
    }),
    positivity: foldTheory({ observables: options.positivity, ...target }),
    integrability: foldTheory({ observables: options.integrability, ...target }),
  };
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

/** `[n, S]`: which set each prediction belongs to. */
function members(sets: PenaltySets, { groups }: FoldedTheory): NdArray {
  const setOf = sets.flatMap((set, s) => Array<number>(pointsOf(set)).fill(s));
  const points = groups.flatMap((group) => group.points);
  const out = zeros([points.length, sets.length]);
  points.forEach((point, i) => (out.data[i * sets.length + (setOf[point] ?? 0)] = 1));
  return out;
}
