import * as tf from '@tensorflow/tfjs-core';
import { recordingBackend } from './recording-backend.ts';

/**
 * The same numbers, taken as constant by gradients. For results of a minimisation, of which the derivative is zero
 * anyway, it saves the backward pass through them.
 */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  const backend = recordingBackend();
  if (backend !== undefined) {
    return backend.tensorOf(backend.graph.unary('stopGradient', backend.resolve(x, 'stopGradient')));
  }
  return tf.customGrad((given) => {
    if (!(given instanceof tf.Tensor))
      throw new TypeError('customGrad passes on the tensor that it was given');
    return { value: tf.clone(given), gradFunc: (dy) => tf.zerosLike(dy) };
  })(x);
}
