import * as tf from '@tensorflow/tfjs-core';
import { type GradientTransformation, OptimizerError, required } from './gradient-transformation.ts';

/**
 * Shortens the gradient of each variable of each replica to the norm c if it is longer: `g' = g c / max(|g|, c)`, with the
 * Euclidean norm. n3fit clips whole variables, which in a stack of replicas would couple them: fits of NNPDF clip at
 * 6e-6, that is in every step, and the replica with the largest gradient would stop all others.
 *
 * @param norm c > 0; throws {@link OptimizerError} otherwise
 * @param ownAxes number of leading axes of a variable that have a norm of their own, by default 1, the replicas. 2 for the
 *   exponents `[R, F, 1]`, which are one variable for each flavour in n3fit
 */
export function clipPerReplica({
  norm,
  ownAxes = {},
}: {
  readonly norm: number;
  readonly ownAxes?: Readonly<Record<string, number>>;
}): GradientTransformation {
  if (!(norm > 0)) {
    throw new OptimizerError({ where: { key: 'clipnorm' }, found: `${norm}`, expected: 'a number > 0' });
  }
  return {
    init: () => ({}),
    schedule: () => ({ norm }),
    update: ({ updates, schedule }) => {
      const limit = required(schedule, 'norm');
      const clipped = Object.entries(updates).map(([name, gradient]) => {
        const length = lengths(gradient, ownAxes[name] ?? 1);
        return [name, tf.mul(gradient, tf.div(limit, tf.maximum(length, limit)))] as const;
      });
      return { updates: Object.fromEntries(clipped), state: {} };
    },
  };
}

/** Norms over all axes after the first `ownAxes`, which are kept with length 1. */
function lengths(gradient: tf.Tensor, ownAxes: number): tf.Tensor {
  const axes = gradient.shape.map((_, axis) => axis).slice(ownAxes);
  return axes.length === 0 ? tf.abs(gradient) : tf.sqrt(tf.sum(tf.square(gradient), axes, true));
}
