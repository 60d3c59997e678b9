import { rotate } from '@parton/flavour-rotations';
import { normalisationFactors } from '@parton/msr-normalization';
import { applyNetwork } from '@parton/multi-dense';
import { prefactor } from '@parton/preprocessing';
import { integrate } from '@parton/x-integrator';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from './parameters.ts';
import type { PdfModel } from './pdf-model.ts';

/**
 * The normalised PDFs of all replicas on the grid that the constants were made for.
 *
 * @param parameters at least the trainable ones, as tensors
 * @param constants of `pdfConstants`, as tensors
 * @returns `[R, K, N]`: x f(x) of the K independent flavours
 */
export function applyPdf(model: PdfModel, parameters: Tensors, constants: Tensors): tf.Tensor {
  const { reduced, integration } = model;
  const c = (name: string): tf.Tensor => named(constants, name);
  const shape = tf.mul(factor(parameters, constants), network(model, parameters, c('input')));
  const unnormalised = rotate(c('rotation'), shape);
  const [replicas = 0, flavours = 0, points = 0] = unnormalised.shape;
  const nodes = integration.x.length;
  const onGrid = tf.slice(unnormalised, [0, 0, 0], [replicas, flavours, points - nodes]);
  if (model.settings.sumRules === 'NONE') return onGrid;
  const onNodes = tf.slice(unnormalised, [0, 0, points - nodes], [replicas, flavours, nodes]);
  const factors = normalisationFactors(integrate(onNodes, c('integrationWeights')), {
    numerator: c('numerator'),
    numeratorWeights: c('numeratorWeights'),
    photonWeights: c('photonWeights'),
    denominator: c('denominator'),
    denominatorWeights: c('denominatorWeights'),
  });
  return tf.mul(onGrid, tf.reshape(factors, [replicas, reduced.rows.length, 1]));
}

/** Network outputs `[R, F, P]`; with a scaler the value at x = 1, the last point, is subtracted. */
function network(model: PdfModel, parameters: Tensors, input: tf.Tensor): tf.Tensor {
  const output = applyNetwork(model.network, parameters, input);
  if (model.settings.scaler === undefined) return output;
  const [replicas = 0, flavours = 0, points = 0] = output.shape;
  const atOne = tf.slice(output, [0, 0, points - 1], [replicas, flavours, 1]);
  return tf.sub(tf.slice(output, [0, 0, 0], [replicas, flavours, points - 1]), atOne);
}

/** `x^(1-alpha) (1-x)^beta`, `[R, F, P]`. Flavours that are not trained keep their exponents, and get no gradient. */
function factor(parameters: Tensors, constants: Tensors): tf.Tensor {
  const ready = constants['prefactor'];
  if (ready !== undefined) return ready;
  const trained = named(constants, 'trained');
  const mixed = (name: string, fixed: string): tf.Tensor => {
    const value = parameters[name];
    return value === undefined
      ? named(constants, fixed)
      : tf.add(tf.mul(value, trained), named(constants, fixed));
  };
  const exponents = { alpha: mixed('alpha', 'fixedAlpha'), beta: mixed('beta', 'fixedBeta') };
  return prefactor(exponents, { logX: named(constants, 'logX'), log1mX: named(constants, 'log1mX') });
}

function named(tensors: Tensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined)
    throw new TypeError(`the PDF constants lack ${name}; make them with pdfConstants`);
  return tensor;
}
