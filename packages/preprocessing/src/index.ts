/**
 * The prefactor x^(1-alpha) (1-x)^beta for all replicas, with seeds and ranges per replica.
 *
 * ```ts
 * const ranges = [{ fl: 'g', smallx: [0.82, 1.04], largex: [2.8, 5.7], trainable: true }] as const;
 * const { alpha, beta } = initExponents(ranges, [1872583848, 794921487]); // one seed for each replica
 * const factor = prefactor(exponents, logs); // both as tensors; logs = logarithms(x) -> [R, F, N]
 * ```
 *
 * @module
 */
export { PreprocessingError, rangeBounds, trainableMask } from './exponent-ranges.ts';
export { clipToRange } from './clip-to-range.ts';
export { initExponents } from './init-exponents.ts';
export { logarithms } from './logarithms.ts';
export { prefactor } from './prefactor.ts';
export { prefactorReference } from './reference.ts';
export type { Bounds, ExponentRange } from './exponent-ranges.ts';
