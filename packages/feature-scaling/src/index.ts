/**
 * A monotone map of x to [-1, 1] that spreads the data evenly.
 *
 * ```ts
 * const scaler = buildScaler(groups.map((group) => group.xgrid), 5);
 * const input = scale(scaler, xgrid); // [N] -> [N]
 * ```
 *
 * @module
 */
export { buildScaler, ScalerError } from './build-scaler.ts';
export { scale } from './scale.ts';
export type { Scaler } from './build-scaler.ts';
