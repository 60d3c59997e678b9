import { scale } from '@parton/feature-scaling';
import { sumRuleConstants } from '@parton/msr-normalization';
import { matmul, type NdArray, ndarray, transpose, zeros } from '@parton/ndarray';
import { logarithms, prefactorReference, trainableMask } from '@parton/preprocessing';
import { divideByX, POLARISED_NUMBERS } from '@parton/x-integrator';
import { type Arrays, trainableNames } from './parameters.ts';
import type { PdfModel } from './pdf-model.ts';

/**
 * Everything that stays fixed while a PDF is trained on one x grid, in float64. The points of the grid and the nodes of
 * the integrals (and x = 1 with a scaler) are put side by side, so that the network is evaluated once.
 *
 * @param options.grid `[N]`, where the PDF is wanted
 * @param options.parameters of all replicas; exponents that are not trained become constants
 * @param options.seeds one per replica; polarised sum rules draw their values from them
 */
export function pdfConstants(
  model: PdfModel,
  options: { readonly grid: Float64Array; readonly parameters: Arrays; readonly seeds: readonly number[] },
): Arrays {
  const { grid, parameters, seeds } = options;
  const x = Float64Array.of(...grid, ...model.integration.x);
  return {
    input: networkInput(model, x),
    ...exponents(model, parameters, x),
    ...rotation(model),
    ...sumRules(model, seeds),
  };
}

/** `[2, P]` = (x, ln x), or `[1, P + 1]` = scaled x with the value at x = 1 last. */
export function networkInput({ settings: { scaler } }: PdfModel, x: Float64Array): NdArray {
  if (scaler === undefined) return ndarray([...x, ...x.map(Math.log)], [2, x.length]);
  return ndarray(scale(scaler, Float64Array.of(...x, 1)), [1, x.length + 1]);
}

function exponents(model: PdfModel, parameters: Arrays, x: Float64Array): Arrays {
  const { alpha, beta } = parameters;
  if (alpha === undefined || beta === undefined) return {};
  if (!trainableNames(model).includes('alpha')) return { prefactor: prefactorReference({ alpha, beta }, x) };
  const mask = trainableMask(model.settings.flavours);
  const fixed = (exponent: NdArray): NdArray => ({
    shape: exponent.shape,
    data: exponent.data.map((value, i) => value * (1 - (mask.data[i % mask.data.length] ?? 0))),
  });
  return { ...logarithms(x), trained: mask, fixedAlpha: fixed(alpha), fixedBeta: fixed(beta) };
}

function rotation(model: PdfModel): Arrays {
  return { rotation: selectRows(model.rotation, model.reduced.rows) };
}

/** Integration weights `[K, M]` and the constants of the sum rules on the K independent flavours. */
function sumRules(model: PdfModel, seeds: readonly number[]): Arrays {
  const { rows, expansion } = model.reduced;
  const { x, weights } = model.integration;
  const polarised = model.settings.sumRules === 'TSR' || model.settings.basis.startsWith('POLARIZED_');
  const factors = selectRows(polarised ? divideByX(x, POLARISED_NUMBERS) : divideByX(x), rows);
  const law = sumRuleConstants(model.settings.sumRules, { seeds });
  const onRows = (matrix: NdArray): NdArray => selectColumns(matmul(transpose(expansion), matrix), rows);
  return {
    integrationWeights: {
      shape: factors.shape,
      data: factors.data.map((factor, i) => factor * (weights[i % x.length] ?? 0)),
    },
    numerator: selectColumns(law.numerator, rows),
    numeratorWeights: onRows(law.numeratorWeights),
    photonWeights: selectColumns(law.photonWeights, rows),
    denominator: selectColumns(law.denominator, rows),
    denominatorWeights: onRows(law.denominatorWeights),
  };
}

function selectRows(matrix: NdArray, rows: readonly number[]): NdArray {
  const width = matrix.shape[1] ?? 0;
  const out = zeros([rows.length, width]);
  rows.forEach((from, to) =>
    out.data.set(matrix.data.subarray(from * width, (from + 1) * width), to * width),
  );
  return out;
}

function selectColumns(matrix: NdArray, columns: readonly number[]): NdArray {
  return transpose(selectRows(transpose(matrix), columns));
}
