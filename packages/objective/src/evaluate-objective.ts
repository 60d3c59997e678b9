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
  const difference = tf.sub(applyTheory(theory.data, constants.data, xf), other.pseudodata);
  const training = chi2Of(kind, difference, chi2, 'training');
  const validation = chi2Of(kind, difference, chi2, 'validation');
  const penalty = (
    set: 'positivity' | 'integrability',
    loss: (predictions: tf.Tensor, perPoint: tf.Tensor) => tf.Tensor,
  ): ((perSet: tf.Tensor) => tf.Tensor) => {
    const membership = other[`${set}Members`];
    if (theory[set].points === 0) return () => tf.zeros([difference.shape[0] ?? 0, 0]);
    const predictions = applyTheory(theory[set], constants[set], xf);
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

function chi2Of(
  kind: Objective['chi2'],
  difference: tf.Tensor,
  constants: Tensors,
  part: 'training' | 'validation',
): tf.Tensor {
  const read = (name: string): tf.Tensor => {
    const tensor = constants[name];
    if (tensor === undefined)
      throw new TypeError(`the chi2 constants lack ${name}; make them with chi2Constants`);
    return tensor;
  };
  switch (kind) {
    case 'eigenmodes':
      return chi2Diagonal(difference, read(part));
    case 'full':
      return chi2Dense(difference, read(part));
    case 'columns':
      return chi2OfGroups(difference, read, part);
  }
}

/** The sum over groups, each with its own points, columns and nuisance parameters. */
function chi2OfGroups(
  difference: tf.Tensor,
  read: (name: string) => tf.Tensor,
  part: 'training' | 'validation',
): tf.Tensor {
  const [replicas = 0, points = 0] = difference.shape;
  let total: tf.Tensor | undefined;
  let from = 0;
  for (let g = 0; from < points; g++) {
    const columns = read(`columns_${g}`);
    const count = columns.shape[0] ?? 0;
    const chi2 = chi2Nuisance(tf.slice(difference, [0, from], [replicas, count]), {
      weights: read(`${part}_${g}`),
      columns,
      inner: read(`${part}Inner_${g}`),
    });
    total = total === undefined ? chi2 : tf.add(total, chi2);
    from += count;
  }
  return total ?? tf.zeros([replicas]);
}
