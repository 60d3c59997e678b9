import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from './gradient-transformation.ts';

/** The parameters after a step, `p + u`. Those without an update are returned as they are. */
export function applyUpdates(params: Tensors, updates: Tensors): Record<string, tf.Tensor> {
  const entries = Object.entries(params).map(([name, value]) => {
    const update = updates[name];
    return [name, update === undefined ? value : tf.add(value, update)] as const;
  });
  return Object.fromEntries(entries);
}
