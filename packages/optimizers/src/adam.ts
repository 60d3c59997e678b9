import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { averaged, BETA_1, BETA_2, EPSILON } from './moments.ts';

/**
 * `m += 0.1 (g - m); v += 0.001 (g^2 - v); p -= lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps)`
 * (D. Kingma and J. Ba, arXiv:1412.6980, the form at the end of section 2).
 */
export function adam({ learningRate = 0.01 } = {}): GradientTransformation {
  return elementwise({
    slots: { m: 0, v: 0 },
    schedule: (step) => adamSchedule(learningRate, step),
    update: (gradient, slots, { rate, gain1, gain2, epsilon }) => {
      const m = averaged(slots.m, gradient, gain1);
      const v = averaged(slots.v, tf.square(gradient), gain2);
      return { update: adamUpdate(rate, m, tf.add(tf.sqrt(v), epsilon)), slots: { m, v } };
    },
  });
}

/** {@link adam} with the largest v so far in the denominator (S. Reddi, S. Kale and S. Kumar, ICLR 2018). */
export function amsgrad({ learningRate = 0.01 } = {}): GradientTransformation {
  return elementwise({
    slots: { m: 0, v: 0, largest: 0 },
    schedule: (step) => adamSchedule(learningRate, step),
    update: (gradient, slots, { rate, gain1, gain2, epsilon }) => {
      const m = averaged(slots.m, gradient, gain1);
      const v = averaged(slots.v, tf.square(gradient), gain2);
      const largest = tf.maximum(slots.largest, v);
      return { update: adamUpdate(rate, m, tf.add(tf.sqrt(largest), epsilon)), slots: { m, v, largest } };
    },
  });
}

function adamSchedule(
  learningRate: number,
  step: number,
): Record<'rate' | 'gain1' | 'gain2' | 'epsilon', number> {
  const rate = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
  return { rate, gain1: 1 - BETA_1, gain2: 1 - BETA_2, epsilon: EPSILON };
}

function adamUpdate(rate: tf.Tensor, m: tf.Tensor, denominator: tf.Tensor): tf.Tensor {
  return tf.neg(tf.div(tf.mul(rate, m), denominator));
}
