import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { averaged, EPSILON } from './moments.ts';

const RHO = 0.95;

/**
 * `a = 0.95 a + 0.05 g^2; d = -sqrt((u + eps) / (a + eps)) g; u = 0.95 u + 0.05 d^2; p += lr d`
 * (M. Zeiler, arXiv:1212.5701, algorithm 1).
 */
export function adadelta({ learningRate = 1 } = {}): GradientTransformation {
  return elementwise({
    slots: { a: 0, u: 0 },
    schedule: () => ({ rate: learningRate, gain: 1 - RHO, epsilon: EPSILON }),
    update: (gradient, slots, { rate, gain, epsilon }) => {
      const a = averaged(slots.a, tf.square(gradient), gain);
      const ratio = tf.div(tf.sqrt(tf.add(slots.u, epsilon)), tf.sqrt(tf.add(a, epsilon)));
      const change = tf.neg(tf.mul(ratio, gradient));
      return { update: tf.mul(rate, change), slots: { a, u: averaged(slots.u, tf.square(change), gain) } };
    },
  });
}
