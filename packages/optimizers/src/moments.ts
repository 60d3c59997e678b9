import * as tf from '@tensorflow/tfjs-core';

/** Decay of the average of gradients in the Adam family (D. Kingma and J. Ba, arXiv:1412.6980). */
export const BETA_1 = 0.9;
/** Decay of the average of squared gradients in the Adam family. */
export const BETA_2 = 0.999;
/** Keeps denominators away from zero: the default of Keras, where the paper has 1e-8. */
export const EPSILON = 1e-7;

/** `average + gain (value - average)`: an exponential average with decay `1 - gain`. */
export function averaged(average: tf.Tensor, value: tf.Tensor, gain: tf.Tensor): tf.Tensor {
  return tf.add(average, tf.mul(gain, tf.sub(value, average)));
}
