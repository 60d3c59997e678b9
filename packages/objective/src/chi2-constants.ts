import { denseInverse, diagonalWeights, fewestColumns, nuisanceConstants } from '@parton/losses';
import { type NdArray, zeros } from '@parton/ndarray';

/**
 * The covariance of the fitted points, in the form that the fit can use best: eigenvalues of rotated predictions, a
 * diagonal plus systematic columns, or a full matrix where some point has no uncorrelated uncertainty.
 */
export type FittedCovariance =
  | { readonly kind: 'eigenmodes'; readonly rotation: NdArray; readonly eigenvalues: Float64Array }
  | { readonly kind: 'columns'; readonly groups: readonly GroupCovariance[] }
  | { readonly kind: 'full'; readonly covariance: NdArray };

/** Diagonal plus systematic columns of neighbouring points; groups are not correlated with each other. */
export interface GroupCovariance {
  /** `[n]`, all positive. */
  readonly variances: Float64Array;
  /** `[n, k]`. */
  readonly columns: NdArray;
}

/** Constants of the training and of the validation chi2, for masks per replica. */
export interface Chi2Constants {
  readonly kind: FittedCovariance['kind'];
  readonly constants: Readonly<Record<string, NdArray>>;
}

/**
 * Prepares chi2 for every replica's split.
 *
 * @param masks `[R, n]` of 0 and 1: points (or eigenmodes) in training and in validation
 */
export function chi2Constants(
  covariance: FittedCovariance,
  masks: { readonly training: NdArray; readonly validation: NdArray },
): Chi2Constants {
  const { kind } = covariance;
  if (kind === 'eigenmodes') {
    const weights = (mask: NdArray): NdArray => diagonalWeights(mask, covariance.eigenvalues);
    return { kind, constants: { training: weights(masks.training), validation: weights(masks.validation) } };
  }
  if (kind === 'full') {
    const inverse = (mask: NdArray): NdArray => denseInverse(mask, covariance.covariance);
    return { kind, constants: { training: inverse(masks.training), validation: inverse(masks.validation) } };
  }
  return { kind, constants: nuisances(covariance.groups, masks) };
}

type Masks = Readonly<Record<'training' | 'validation', NdArray>>;

/** `columns_g`, and for both parts the weights and inner matrices of every group. */
function nuisances(groups: readonly GroupCovariance[], masks: Masks): Record<string, NdArray> {
  const constants: Record<string, NdArray> = {};
  let from = 0;
  groups.forEach(({ variances, columns: given }, g) => {
    const to = from + variances.length;
    const columns = fewestColumns(variances, given);
    constants[`columns_${g}`] = columns;
    for (const part of ['training', 'validation'] as const) {
      const { weights, inner } = nuisanceConstants(columnRange(masks[part], from, to), variances, columns);
      constants[`${part}_${g}`] = weights;
      constants[`${part}Inner_${g}`] = inner;
    }
    from = to;
  });
  return constants;
}

/** Columns `from` to `to` of a matrix. */
function columnRange(matrix: NdArray, from: number, to: number): NdArray {
  const [rows = 0, width = 0] = matrix.shape;
  const out = zeros([rows, to - from]);
  for (let i = 0; i < rows; i++)
    out.data.set(matrix.data.subarray(i * width + from, i * width + to), i * (to - from));
  return out;
}
