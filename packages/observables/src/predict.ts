import type { NdArray } from '@parton/ndarray';
import { FK_FLAVOURS, type FkOperand, type Observable, pointsOf } from './observable.ts';
import { combineArrays } from './operations.ts';

/**
 * Contracts one table with a PDF, in float64 and plain loops: the definition of a prediction, the reference of every
 * faster form, and what reported chi2 values come from.
 *
 * @param xf `[14, X]`: x f(x) in the FK basis on the table's own grid
 * @returns `[n]`
 */
export function convolve(operand: FkOperand, xf: NdArray): Float64Array {
  const points = operand.x.length;
  const out = new Float64Array(pointsOf(operand));
  const values = operand.values.data;
  let at = 0;
  for (let n = 0; n < out.length; n++) {
    let sum = 0;
    for (const channel of operand.channels) {
      if (operand.hadrons === 1) {
        for (let a = 0; a < points; a++) sum += (values[at++] ?? 0) * (xf.data[channel * points + a] ?? 0);
        continue;
      }
      const first = Math.floor(channel / FK_FLAVOURS) * points;
      const second = (channel % FK_FLAVOURS) * points;
      for (let a = 0; a < points; a++) {
        let inner = 0;
        for (let b = 0; b < points; b++) inner += (values[at++] ?? 0) * (xf.data[second + b] ?? 0);
        sum += inner * (xf.data[first + a] ?? 0);
      }
    }
    out[n] = sum;
  }
  return out;
}

/**
 * The prediction of a data set for one PDF, in float64.
 *
 * @param pdf gives `[14, N]`, x f(x) in the FK basis, on any x grid
 * @returns `[n]`
 */
export function predict(observable: Observable, pdf: (x: Float64Array) => NdArray): Float64Array {
  const operands = observable.operands.map((operand) => convolve(operand, pdf(operand.x)));
  return combineArrays(observable.operation, operands);
}
