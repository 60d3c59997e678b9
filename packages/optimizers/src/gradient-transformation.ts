import { InputError } from '@parton/errors';
import type { NdArray } from '@parton/ndarray';
import type * as tf from '@tensorflow/tfjs-core';

/** An optimiser, or the state of one, that cannot be used. */
export class OptimizerError extends InputError {}

export type Arrays = Readonly<Record<string, NdArray>>;
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * Turns gradients into what is added to the parameters, as in optax. State goes in and comes out; nothing is kept.
 * Variables have the replica axis first, and no replica influences another.
 */
export interface GradientTransformation {
  /** The state before the first step, under the names under which `update` returns the next one. */
  init(params: Arrays): Record<string, NdArray>;
  /**
   * The hyperparameters of one step, computed in float64. They enter `update` as scalar tensors, so that a step that is
   * compiled in float64 has them in full precision. They are the same for all replicas.
   *
   * @param step 1, 2, ...
   */
  schedule(step: number): Record<string, number>;
  /**
   * One step. The caller owns all tensors; wrap the call in `tf.tidy` where it runs eagerly.
   * Throws {@link OptimizerError} if a state or a hyperparameter is absent.
   */
  update(args: { readonly updates: Tensors; readonly state: Tensors; readonly schedule: Tensors }): {
    updates: Record<string, tf.Tensor>;
    state: Record<string, tf.Tensor>;
  };
}

/** One tensor of a record. Throws {@link OptimizerError} where it is absent. */
export function required(tensors: Tensors, name: string): tf.Tensor {
  const found = tensors[name];
  if (found !== undefined) return found;
  throw new OptimizerError({
    where: { key: name },
    found: `tensors named [${Object.keys(tensors).join(', ')}]`,
    expected: `${name} among them`,
  });
}
