import { denseInverse, diagonalWeights, nuisanceConstants } from '@parton/losses';
import type { NdArray } from '@parton/ndarray';

/**
 * The covariance of the fitted points, in the form that the fit can use best: eigenvalues of rotated predictions, a
 * diagonal plus systematic columns, or a full matrix where some point has no uncorrelated uncertainty.
 */
export type FittedCovariance =
  | { readonly kind: 'eigenmodes'; readonly rotation: NdArray; readonly eigenvalues: Float64Array }
  | { readonly kind: 'columns'; readonly variances: Float64Array; readonly columns: NdArray }
  | { readonly kind: 'full'; readonly covariance: NdArray };

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
  const { variances, columns } = covariance;
  const training = nuisanceConstants(masks.training, variances, columns);
  const validation = nuisanceConstants(masks.validation, variances, columns);
  return {
    kind,
    constants: {
      columns,
      training: training.weights,
      trainingInner: training.inner,
      validation: validation.weights,
      validationInner: validation.inner,
    },
  };
}
