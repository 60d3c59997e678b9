import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { averaged, BETA_1, BETA_2, EPSILON } from './moments.ts';

/**
 * `m += 0.1 (g - m); u = max(b2 u, |g|); p -= lr m / ((1 - b1^t) (u + eps))`
 * (D. Kingma and J. Ba, arXiv:1412.6980, algorithm 2).
 */
export function adamax({ learningRate = 0.001 } = {}): GradientTransformation {
  return elementwise({
    slots: { m: 0, u: 0 },
    schedule: (step) => ({
      rate: learningRate / (1 - BETA_1 ** step),
      gain: 1 - BETA_1,
      decay: BETA_2,
      epsilon: EPSILON,
    }),
    update: (gradient, slots, { rate, gain, decay, epsilon }) => {
      const m = averaged(slots.m, gradient, gain);
      const u = tf.maximum(tf.mul(decay, slots.u), tf.abs(gradient));
      return { update: tf.neg(tf.div(tf.mul(rate, m), tf.add(u, epsilon))), slots: { m, u } };
    },
  });
}
