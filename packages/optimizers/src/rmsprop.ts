import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { averaged, EPSILON } from './moments.ts';

const RHO = 0.9;

/** `v = 0.9 v + 0.1 g^2; p -= lr g / sqrt(v + eps)` (T. Tieleman and G. Hinton, 2012, as in Keras). */
export function rmsprop({ learningRate = 0.01 } = {}): GradientTransformation {
  return elementwise({
    slots: { v: 0 },
    schedule: () => ({ rate: learningRate, gain: 1 - RHO, epsilon: EPSILON }),
    update: (gradient, slots, { rate, gain, epsilon }) => {
      const v = averaged(slots.v, tf.square(gradient), gain);
      return { update: tf.neg(tf.div(tf.mul(rate, gradient), tf.sqrt(tf.add(v, epsilon)))), slots: { v } };
    },
  });
}
