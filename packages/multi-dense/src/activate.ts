import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from './network-settings.ts';

/** Each activation of values `[R, out, N]`. All literals are exact in float32. */
export const ACTIVATE: Readonly<Record<Activation, (z: tf.Tensor) => tf.Tensor>> = {
  linear: (z) => z,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  relu: tf.relu,
  elu: tf.elu,
  leaky_relu: (z) => tf.maximum(z, tf.div(z, 5)),
  modified_tanh: (z) => tf.mul(tf.abs(z), tf.tanh(z)),
  square: tf.square,
  square_singlet: squareSinglet,
};

function squareSinglet(z: tf.Tensor): tf.Tensor {
  const [replicas = 0, outputs = 0, points = 0] = z.shape;
  if (outputs === 2) return tf.square(z);
  const [singlet, others] = [
    tf.slice(z, [0, 0, 0], [replicas, 2, points]),
    tf.slice(z, [0, 2, 0], [replicas, outputs - 2, points]),
  ];
  return tf.concat([tf.square(singlet), others], 1);
}
