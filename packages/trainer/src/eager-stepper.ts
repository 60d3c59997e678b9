import type { NdArray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import type { Arrays, Tensors } from '@parton/optimizers';
import type { TrainingStep } from './training-step.ts';

/** Runs steps one after the other and holds the state in between. */
export interface Stepper {
  /** One step; the outputs as float64. */
  readonly step: (inputs: Arrays) => Promise<Record<string, Float64Array>>;
  /** The state now, as plain arrays. */
  readonly state: () => Promise<Arrays>;
  /** Frees what the stepper holds. */
  readonly close: () => void;
}

/** Runs a step op by op on the current tfjs backend. The stepper owns its state: no tensor is left behind. */
export function eagerStepper(step: TrainingStep, initial: Arrays): Stepper {
  let state = tensors(initial);
  return {
    step: async (inputs) => {
      const before = state;
      const outputs = tf.tidy(() => {
        const result = step({ state: before, inputs: tensors(inputs) });
        state = mapped(result.state, (tensor) => tf.keep(tf.clone(tensor)));
        return mapped(result.outputs, (tensor) => tf.clone(tensor));
      });
      tf.dispose(before);
      const values = await Promise.all(
        Object.entries(outputs).map(
          async ([name, tensor]) => [name, Float64Array.from(await tensor.data())] as const,
        ),
      );
      tf.dispose(outputs);
      return Object.fromEntries(values);
    },
    state: async () => {
      const arrays = Object.entries(state).map(async ([name, tensor]): Promise<[string, NdArray]> => [
        name,
        { shape: tensor.shape, data: Float64Array.from(await tensor.data()) },
      ]);
      return Object.fromEntries(await Promise.all(arrays));
    },
    close: () => tf.dispose(state),
  };
}

function tensors(arrays: Arrays): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      tf.tensor(Float32Array.from(data), [...shape]),
    ]),
  );
}

function mapped(record: Tensors, f: (tensor: tf.Tensor) => tf.Tensor): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, f(tensor)]));
}
