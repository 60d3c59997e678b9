import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATE } from './activate.ts';
import { biasName, kernelName, variable } from './layers.ts';
import type { NetworkSettings } from './network-settings.ts';

/**
 * All replicas of the network at the same points: `h_{i+1} = act_i(W_i h_i + b_i)` with kernels `[R, out, in]` and biases
 * `[R, out, 1]`. No replica influences another.
 *
 * @param params `kernel_0`, `bias_0`, `kernel_1`, ...; other names are ignored
 * @param input `[inputs, N]`, common to all replicas: x and ln x, or the scaled x
 * @returns `[R, out, N]`. Throws `NetworkError` if a parameter is absent.
 */
export function applyNetwork(
  settings: NetworkSettings,
  params: Readonly<Record<string, tf.Tensor>>,
  input: tf.Tensor,
): tf.Tensor {
  return settings.activations.reduce((hidden, activation, layer) => {
    const kernel = variable(params, kernelName(layer));
    const product = layer === 0 ? sharedProduct(kernel, hidden) : tf.matMul(kernel, hidden);
    return ACTIVATE[activation](tf.add(product, variable(params, biasName(layer))));
  }, input);
}

/** `[R, out, in] x [in, N] -> [R, out, N]` as one matrix product, since all replicas see the same input. */
function sharedProduct(kernel: tf.Tensor, input: tf.Tensor): tf.Tensor {
  const [replicas = 0, outputs = 0, inputs = 0] = kernel.shape;
  const product = tf.matMul(tf.reshape(kernel, [replicas * outputs, inputs]), input);
  return tf.reshape(product, [replicas, outputs, input.shape[1] ?? 0]);
}
