import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { EPSILON } from './moments.ts';

/**
 * `a += g^2; p -= lr g / sqrt(a + eps)` with a = 0.1 at the start
 * (J. Duchi, E. Hazan and Y. Singer, JMLR 12 (2011) 2121, as in Keras).
 */
export function adagrad({ learningRate = 0.001 } = {}): GradientTransformation {
  return elementwise({
    slots: { a: 0.1 },
    schedule: () => ({ rate: learningRate, epsilon: EPSILON }),
    update: (gradient, slots, { rate, epsilon }) => {
      const a = tf.add(slots.a, tf.square(gradient));
      return { update: tf.neg(tf.div(tf.mul(rate, gradient), tf.sqrt(tf.add(a, epsilon)))), slots: { a } };
    },
  });
}
