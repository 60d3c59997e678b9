import type { NdArray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';

/** A float32 tensor with the shape and the (rounded) numbers of an array. */
export function toTensor(array: NdArray): tf.Tensor {
  return tf.tensor(Float32Array.from(array.data), [...array.shape]);
}

/** The numbers of a tensor as a float64 array. Waits for the backend. */
export async function toNdArray(tensor: tf.Tensor): Promise<NdArray> {
  return { shape: tensor.shape, data: Float64Array.from(await tensor.data()) };
}
