import { applyUpdates, type Arrays, type GradientTransformation, type Tensors } from '@parton/optimizers';
import { valueAndGrads } from '@parton/tensor-compiler';
import * as tf from '@tensorflow/tfjs-core';

/** What one step is made of. */
export interface StepOptions {
  /** All losses of all replicas; `total [R]` is minimised, the rest is passed on. */
  readonly losses: (parameters: Tensors, inputs: Tensors) => { readonly total: tf.Tensor } & Tensors;
  readonly transformation: GradientTransformation;
  /** Applied to the parameters after every update, e.g. the walls of the exponents. */
  readonly constrain?: (parameters: Tensors) => Tensors;
}

/** State and outputs after one step. */
export interface StepResult {
  readonly state: Tensors;
  readonly outputs: Tensors;
}

/** One step as a pure function of named tensors: it runs eagerly, and can be recorded and compiled. */
export type TrainingStep = (args: { readonly state: Tensors; readonly inputs: Tensors }) => StepResult;

/** Groups of the state, as prefixes of its names. */
const GROUPS = {
  current: 'current.',
  previous: 'previous.',
  best: 'best.',
  optimizer: 'optimizer.',
} as const;

/** The state before the first step, for parameters with the replica axis first. */
export function trainingState(parameters: Arrays, transformation: GradientTransformation): Arrays {
  return {
    ...prefixed(GROUPS.current, parameters),
    ...prefixed(GROUPS.previous, parameters),
    ...prefixed(GROUPS.best, parameters),
    ...prefixed(GROUPS.optimizer, transformation.init(parameters)),
  };
}

/**
 * The step. Its outputs belong to the parameters *before* its update (`previous` in the new state). The host judges
 * them and says in the next step, by `inputs.improved [R]` (1 or 0), for which replicas they are the best so far. So
 * one forward pass serves training and validation, and no weights travel while training.
 *
 * @returns a function of `state` (as {@link trainingState}) and `inputs`: `improved`, `schedule.*` of the
 *   transformation, and whatever the losses read
 */
export function trainingStep({ losses, transformation, constrain }: StepOptions): TrainingStep {
  return ({ state, inputs }) => {
    const current = withPrefix(GROUPS.current, state);
    const best = keepBest(withPrefix(GROUPS.best, state), withPrefix(GROUPS.previous, state), inputs);
    const { aux, grads } = valueAndGrads((parameters) => {
      const outputs = losses(parameters, inputs);
      return { loss: outputs.total, aux: outputs };
    }, current);
    const step = transformation.update({
      updates: grads,
      state: withPrefix(GROUPS.optimizer, state),
      schedule: withPrefix('schedule.', inputs),
    });
    const updated = applyUpdates(current, step.updates);
    return {
      state: {
        ...prefixed(GROUPS.current, constrain === undefined ? updated : constrain(updated)),
        ...prefixed(GROUPS.previous, current),
        ...prefixed(GROUPS.best, best),
        ...prefixed(GROUPS.optimizer, step.state),
      },
      outputs: aux,
    };
  };
}

/** The previous parameters of the replicas that improved, the best so far of the others. */
function keepBest(best: Tensors, previous: Tensors, { improved }: Tensors): Tensors {
  if (improved === undefined) return best;
  const chosen = tf.greater(improved, 0);
  return Object.fromEntries(
    Object.entries(best).map(([name, tensor]) => {
      const shape = [tensor.shape[0] ?? 0, ...tensor.shape.slice(1).map(() => 1)];
      return [name, tf.where(tf.reshape(chosen, shape), previous[name] ?? tensor, tensor)];
    }),
  );
}

/** The entries whose name starts with a prefix, without it. */
export function withPrefix<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

/** The same entries with a prefix to their names. */
export function prefixed<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}${name}`, value]));
}
