import {
  chi2Dense,
  chi2Diagonal,
  chi2Nuisance,
  integrabilityLoss,
  positivityLoss,
  sumPerSet,
} from '@parton/losses';
import { applyTheory } from '@parton/observables';
import { applyPdf, type Tensors } from '@parton/pdf-model';
import { stopGradient } from '@parton/tensor-compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from './objective.ts';
import type { ObjectiveTensors } from './objective-tensors.ts';

/** All losses of all replicas; chi2 is not divided by the number of points. */
export interface Losses {
  /** `[R]`: what is minimised, chi2 of the training points plus all penalties. */
  readonly total: tf.Tensor;
  /** `[R]`: chi2 of the training points. */
  readonly training: tf.Tensor;
  /** `[R]`: chi2 of the validation points. */
  readonly validation: tf.Tensor;
  /** `[R, S]`: positivity per set with the multipliers of this step. */
  readonly positivity: tf.Tensor;
  /** `[R, S]`: positivity per set with the initial multipliers, by which stopping judges. */
  readonly positivityInitial: tf.Tensor;
  /** `[R, T]`: integrability per set. */
  readonly integrability: tf.Tensor;
}

/**
 * Evaluates everything in one forward pass: one PDF, one set of predictions, training and validation by their weights.
 *
 * @param parameters trainable parameters, as tensors
 * @param multipliers `[1, S]`, `[1, S]` and `[1, T]`: positivity now and at the start, integrability now
 */
export function evaluateObjective(
  { model, theory, chi2: kind }: Objective,
  constants: ObjectiveTensors,
  parameters: Tensors,
  multipliers: Readonly<Record<'positivity' | 'positivityInitial' | 'integrability', tf.Tensor>>,
): Losses {
  const { chi2, other } = constants;
  const xf = applyPdf(model, parameters, constants.pdf);
  const differences = applyTheory(theory.data, constants.data, xf).map((predictions, g) =>
    tf.sub(predictions, named(chi2, `data_${g}`)),
  );
  const training = chi2Of(kind, differences, chi2, 'training');
  const validation = chi2Of(kind, differences, chi2, 'validation');
  const penalty = (
    set: 'positivity' | 'integrability',
    loss: (predictions: tf.Tensor, perPoint: tf.Tensor) => tf.Tensor,
  ): ((perSet: tf.Tensor) => tf.Tensor) => {
    const membership = other[`${set}Members`];
    const [predictions] = applyTheory(theory[set], constants[set], xf);
    if (predictions === undefined || theory[set].points === 0) return () => tf.zeros([xf.shape[0] ?? 0, 0]);
    return (perSet) => sumPerSet(loss(predictions, tf.matMul(perSet, membership, false, true)), membership);
  };
  const positivityOf = penalty('positivity', (predictions, perPoint) =>
    positivityLoss(predictions, perPoint, other.alpha),
  );
  const positivity = positivityOf(multipliers.positivity);
  const integrability = penalty('integrability', integrabilityLoss)(multipliers.integrability);
  return {
    total: tf.add(training, tf.add(tf.sum(positivity, 1), tf.sum(integrability, 1))),
    training,
    validation,
    positivity,
    positivityInitial: positivityOf(multipliers.positivityInitial),
    integrability,
  };
}

/** The sum over groups, which are not correlated with each other. */
function chi2Of(
  kind: Objective['chi2'],
  differences: readonly tf.Tensor[],
  constants: Tensors,
  part: 'training' | 'validation',
): tf.Tensor {
  const read = (name: string): tf.Tensor => named(constants, name);
  const groups = differences.map((difference, g) => {
    switch (kind) {
      case 'eigenmodes':
        return chi2Diagonal(difference, read(part));
      case 'full':
        return chi2Dense(difference, read(part));
      case 'columns':
        return chi2Nuisance(
          difference,
          {
            weights: read(`${part}_${g}`),
            columns: read(`columns_${g}`),
            inner: read(`${part}Inner_${g}`),
          },
          stopGradient,
        );
    }
  });
  return groups.reduce((sum, next) => tf.add(sum, next));
}

function named(constants: Tensors, name: string): tf.Tensor {
  const tensor = constants[name];
  if (tensor === undefined)
    throw new TypeError(`the chi2 constants lack ${name}; make them with chi2Constants`);
  return tensor;
}
