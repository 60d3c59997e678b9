import { toNdArray, toTensor } from '@parton/backend';
import type { NdArray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { applyUpdates, type Arrays, type GradientTransformation, type Tensors } from '../src/index.ts';

export function tensorsOf(arrays: Arrays): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, toTensor(array)]));
}

export async function arraysOf(tensors: Tensors): Promise<Record<string, NdArray>> {
  const entries = Object.entries(tensors).map(
    async ([name, tensor]) => [name, await toNdArray(tensor)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Parameters after `steps` steps, by the gradients that a function gives for the parameters of step 1, 2, ... */
export async function drive(
  optimizer: GradientTransformation,
  start: Arrays,
  steps: number,
  gradientsAt: (params: Tensors, step: number) => Tensors,
): Promise<Record<string, NdArray>> {
  let now = { params: tensorsOf(start), state: tensorsOf(optimizer.init(start)) };
  for (let step = 1; step <= steps; step++) {
    const next = tf.tidy(() => {
      const schedule = Object.fromEntries(
        Object.entries(optimizer.schedule(step)).map(([name, value]) => [name, tf.scalar(value)]),
      );
      const gradients = gradientsAt(now.params, step);
      const { updates, state } = optimizer.update({ updates: gradients, state: now.state, schedule });
      return { params: applyUpdates(now.params, updates), state };
    });
    tf.dispose(now);
    now = next;
  }
  const out = await arraysOf(now.params);
  tf.dispose(now);
  return out;
}
