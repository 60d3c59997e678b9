import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';
import { averaged, BETA_1, BETA_2, EPSILON } from './moments.ts';

/**
 * Adam with Nesterov's momentum (T. Dozat, ICLR 2016 workshop, as in Keras), the usual optimiser of NNPDF fits:
 * `p -= lr mhat / (sqrt(vhat) + eps)` with m and v as in `adam`, `vhat = v / (1 - b2^t)` and
 * `mhat = mu_{t+1} m / (1 - Pi_{t+1}) + (1 - mu_t) g / (1 - Pi_t)`, where `Pi_t = mu_1 mu_2 ... mu_t`.
 */
export function nadam({ learningRate = 0.001 } = {}): GradientTransformation {
  return elementwise({
    slots: { m: 0, v: 0 },
    schedule: (step) => {
      const next = momentum(step + 1);
      const product = productOfMomenta(step);
      return {
        momentRate: (learningRate * next) / (1 - product * next),
        gradientRate: (learningRate * (1 - momentum(step))) / (1 - product),
        correction: 1 / (1 - BETA_2 ** step),
        gain1: 1 - BETA_1,
        gain2: 1 - BETA_2,
        epsilon: EPSILON,
      };
    },
    update: (gradient, slots, { momentRate, gradientRate, correction, gain1, gain2, epsilon }) => {
      const m = averaged(slots.m, gradient, gain1);
      const v = averaged(slots.v, tf.square(gradient), gain2);
      const numerator = tf.add(tf.mul(momentRate, m), tf.mul(gradientRate, gradient));
      const denominator = tf.add(tf.sqrt(tf.mul(correction, v)), epsilon);
      return { update: tf.neg(tf.div(numerator, denominator)), slots: { m, v } };
    },
  });
}

/** mu_t: rises from 0.47 to 0.9. */
function momentum(step: number): number {
  return BETA_1 * (1 - 0.5 * 0.96 ** step);
}

/**
 * Pi_t, to be subtracted from 1. It falls like 0.9^t, so that 1 - Pi_t is 1 to the last bit after some 350 factors;
 * stopping there makes the cost of a step independent of its number.
 */
function productOfMomenta(step: number): number {
  let product = 1;
  for (let k = 1; k <= step && product > Number.EPSILON / 8; k++) product *= momentum(k);
  return product;
}
