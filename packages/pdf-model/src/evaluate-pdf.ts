import { sumRuleFactorsReference } from '@parton/msr-normalization';
import { denseReference } from '@parton/multi-dense';
import { matmul, type NdArray, row, zeros } from '@parton/ndarray';
import { prefactorReference } from '@parton/preprocessing';
import { divideByX, POLARISED_NUMBERS } from '@parton/x-integrator';
import { networkInput } from './constants.ts';
import type { Arrays } from './parameters.ts';
import type { PdfModel } from './pdf-model.ts';

/**
 * The PDF of one replica anywhere, in float64 and plain loops: the definition of the model, step by step, and what
 * export grids and reported numbers are made with.
 *
 * @param parameters of one replica (R = 1), as `splitParameters` gives them
 * @param seed of that replica; only polarised sum rules need it
 * @returns the function `x [N] -> [14, N]`, x f(x) in the FK basis
 */
export function evaluatePdf(model: PdfModel, parameters: Arrays, seed: number): (x: Float64Array) => NdArray {
  const { x: nodes, weights } = model.integration;
  const { sumRules, basis } = model.settings;
  const polarised = sumRules === 'TSR' || basis.startsWith('POLARIZED_');
  const divided = polarised ? divideByX(nodes, POLARISED_NUMBERS) : divideByX(nodes);
  const onNodes = unnormalised(model, parameters, nodes);
  const integrals = new Float64Array(14);
  onNodes.data.forEach((value, i) => {
    const flavour = Math.floor(i / nodes.length);
    integrals[flavour] =
      (integrals[flavour] ?? 0) + value * (divided.data[i] ?? 0) * (weights[i % nodes.length] ?? 0);
  });
  const factors = sumRuleFactorsReference(sumRules, integrals, { seed });
  return (x) => {
    const values = unnormalised(model, parameters, x);
    return {
      shape: values.shape,
      data: values.data.map((value, i) => value * (factors[Math.floor(i / x.length)] ?? 1)),
    };
  };
}

/** `[14, N]` before the sum rules. */
function unnormalised(model: PdfModel, parameters: Arrays, x: Float64Array): NdArray {
  const { alpha, beta } = parameters;
  if (alpha === undefined || beta === undefined) throw new TypeError('a replica needs alpha and beta');
  const output = denseReference(model.network, parameters, networkInput(model, x));
  const factor = row(prefactorReference({ alpha, beta }, x), 0);
  const points = output.shape[1] ?? 0;
  const shape = zeros(factor.shape);
  const { scaler } = model.settings;
  shape.data.forEach((_, i) => {
    const flavour = Math.floor(i / x.length);
    const atOne = scaler === undefined ? 0 : (output.data[flavour * points + points - 1] ?? 0);
    shape.data[i] = (factor.data[i] ?? 0) * ((output.data[flavour * points + (i % x.length)] ?? 0) - atOne);
  });
  return matmul(model.rotation, shape);
}
