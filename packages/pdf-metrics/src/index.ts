/**
 * Numbers that describe a PDF: arc lengths, integrability numbers, sum rules.
 *
 * ```ts
 * const xf = (x: Float64Array) => ndarray(new Float64Array(14 * x.length), [14, x.length]); // a PDF that vanishes
 * arcLengths(xf); // 0.98995 five times
 * ```
 *
 * @module
 */
export { arcLengthGrid, arcLengths } from './arc-lengths.ts';
export { integrabilityNumbers } from './integrability.ts';
export { sumRules } from './sum-rules.ts';
export type { PdfFunction } from './arc-lengths.ts';
export type { Quadrature, SumRules } from './sum-rules.ts';
