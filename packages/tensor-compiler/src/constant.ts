import type { NdArray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { recordingBackend } from './recording-backend.ts';

/**
 * Numbers that never change, as a tensor of the same shape: exact float64 in a function that is being recorded, rounded
 * to float32 on any other backend. Do not write to the array afterwards.
 */
export function constant(array: NdArray): tf.Tensor {
  const backend = recordingBackend();
  if (backend !== undefined) return backend.tensorOf(backend.graph.constant(array.data, array.shape));
  return tf.tensor(Float32Array.from(array.data), [...array.shape]);
}
