import { InputError } from '@parton/errors';
import { fromNested, type NdArray, row, stack } from '@parton/ndarray';

/** The masks of a batch of replicas, 1 where a point counts and 0 where it does not. */
export interface ReplicaMasks {
  /** `[R, n]`. */
  readonly training: NdArray;
  /** `[R, n]`. */
  readonly validation: NdArray;
  /** `[R]`: ones per row of `training`. Replicas may differ, so each chi2 is divided by the count of its own replica. */
  readonly trainingPoints: Float64Array;
  /** `[R]`: ones per row of `validation`; 0 where everything trains. */
  readonly validationPoints: Float64Array;
}

/**
 * Joins the training masks of replicas and adds their complements.
 *
 * @param masks R masks of length n
 * @param kept `[n]`, 1 where a point counts at all, by default everywhere (see {@link modesAbove}). The others are
 *   removed from both sets, and the counts are taken after that; n3fit counts before, which makes its chi2 per point
 *   too small.
 * @throws InputError where the lengths differ
 */
export function stackMasks(masks: readonly Uint8Array[], kept?: Uint8Array): ReplicaMasks {
  const points = kept?.length ?? masks[0]?.length;
  for (const mask of masks) {
    if (mask.length === points) continue;
    throw new InputError({ found: `a mask of ${mask.length} points`, expected: `${points} as the others` });
  }
  const select = (wanted: 0 | 1): NdArray =>
    stack(
      masks.map((mask) =>
        fromNested(Array.from(mask, (trains, i) => Number(trains === wanted && kept?.[i] !== 0))),
      ),
    );
  const training = select(1);
  const validation = select(0);
  return { training, validation, trainingPoints: rowSums(training), validationPoints: rowSums(validation) };
}

function rowSums(masks: NdArray): Float64Array {
  return Float64Array.from({ length: masks.shape[0] ?? 0 }, (_, r) =>
    row(masks, r).data.reduce((sum, value) => sum + value, 0),
  );
}

/**
 * The eigenmodes that enter a fit: 1 where the eigenvalue of the correlation matrix is at least `threshold`. Directions
 * below it are known so well on paper that they would only measure the rounding of the uncertainties.
 *
 * @param eigenvalues `[n]`
 * @returns `[n]`, for `stackMasks`
 */
export function modesAbove(eigenvalues: Float64Array, threshold: number): Uint8Array {
  return Uint8Array.from(eigenvalues, (eigenvalue) => Number(eigenvalue >= threshold));
}
