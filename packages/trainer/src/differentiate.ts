import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '@parton/optimizers';

/** Losses `[R]` and whatever else the forward pass yields, and the gradient of their sum. */
export type Differentiate = (
  f: (parameters: Tensors) => { readonly total: tf.Tensor } & Tensors,
  parameters: Tensors,
) => { readonly outputs: Tensors; readonly gradients: Tensors };

/**
 * Differentiates with the tape of tfjs. Losses are summed over replicas; as no replica sees another, each gets exactly
 * its own gradient. Everything that `f` returns is kept from the clean-up of the tape; call inside `tf.tidy`.
 */
export const differentiate: Differentiate = (f, parameters) => {
  const names = Object.keys(parameters);
  let outputs: Tensors = {};
  const values = names.map((name) => parameters[name] ?? tf.scalar(0));
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const result = f(Object.fromEntries(tensors.map((tensor, i) => [names[i] ?? '', tensor])));
    outputs = Object.fromEntries(
      Object.entries(result).map(([name, tensor]) => [name, tf.keep(tf.clone(tensor))]),
    );
    return tf.sum<tf.Scalar>(result.total);
  })(values);
  value.dispose();
  const kept = Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => {
      const copy = tf.clone(tensor);
      tensor.dispose();
      return [name, copy];
    }),
  );
  return {
    outputs: kept,
    gradients: Object.fromEntries(names.map((name, i) => [name, grads[i] ?? tf.scalar(0)])),
  };
};
