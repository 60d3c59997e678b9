import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from './elementwise.ts';
import type { GradientTransformation } from './gradient-transformation.ts';

/** Gradient descent, `p -= lr g`. */
export function sgd({ learningRate = 0.01 } = {}): GradientTransformation {
  return elementwise({
    slots: {},
    schedule: () => ({ rate: learningRate }),
    update: (gradient, slots, { rate }) => ({ update: tf.neg(tf.mul(rate, gradient)), slots }),
  });
}
