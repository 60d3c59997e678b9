import { gradients, substitute } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { recordingBackend, type RecordingBackend } from './recording-backend.ts';

/** Tensors by name. */
export type Tensors<K extends string = string> = Readonly<Record<K, tf.Tensor>>;

/** What a differentiated function gives: the loss, and whatever else is of interest. */
export interface Loss<A extends string> {
  /** A scalar, or one number per replica `[R]`: the gradient is that of the sum. */
  readonly loss: tf.Tensor;
  readonly aux: Tensors<A>;
}

export interface ValueAndGrads<P extends string, A extends string> extends Loss<A> {
  /** One per parameter, of its shape; zeros where the loss does not depend on it. */
  readonly grads: Tensors<P>;
}

/**
 * The value of a function and its gradients with respect to named parameters. In a recorded function it differentiates
 * the graph, elsewhere it uses tfjs' tape: two codes that check each other. All results belong to the surrounding
 * `tf.tidy`, like those of any operation.
 *
 * With a loss `[R]` in which replica k depends on the parameters of replica k alone, the gradient of the sum is that of
 * every replica by itself. A recorded `tf.customGrad` is differentiated through its value.
 */
export function valueAndGrads<P extends string, A extends string = never>(
  f: (params: Tensors<P>) => Loss<A>,
  params: Tensors<P>,
): ValueAndGrads<P, A> {
  const backend = recordingBackend();
  return backend === undefined ? onTape(f, params) : onGraph(backend, f, params);
}

/**
 * The parameters become leaves of the graph while f is recorded, then what they were: the gradient with respect to a
 * value that is computed, constant, or given twice would be lost in simplifications.
 */
function onGraph<P extends string, A extends string>(
  backend: RecordingBackend,
  f: (params: Tensors<P>) => Loss<A>,
  params: Tensors<P>,
): ValueAndGrads<P, A> {
  const { graph } = backend;
  const operation = 'valueAndGrads';
  const given = mapTensors(params, (tensor) => backend.valueOf(tensor, operation));
  const leaves = mapTensors(params, (tensor) => backend.leaf(tensor.shape));
  const { loss, aux } = f(mapTensors(leaves, (leaf) => backend.tensorOf(leaf)));

  const value = backend.valueOf(loss, operation);
  const parts = { ...0 };
}

/** Runs forward and backward on tfjs' tape. */
function onTape() {}
