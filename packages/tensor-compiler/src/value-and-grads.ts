import { gradients, substitute, type Value } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { keysOf, zipRecord } from './map-record.ts';
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
 * The parameters are leaves of the graph while f is recorded, then what they were before: the gradient with respect to
 * a value that is computed, constant or given twice could be lost in simplifications.
 */
function onGraph<P extends string, A extends string>(
  backend: RecordingBackend,
  f: (params: Tensors<P>) => Loss<A>,
  params: Tensors<P>,
): ValueAndGrads<P, A> {
  const { graph } = backend;
  const names = keysOf(params);
  const valueOf = (tensor: tf.Tensor): Value => backend.resolve(tensor, 'valueAndGrads');
  const given = names.map((name) => valueOf(params[name]));
  const leaves = given.map(({ shape }) => backend.leaf(shape));
  const standIns = leaves.map((leaf) => backend.tensorOf(leaf));
  const { loss, aux } = f(zipRecord(names, standIns));

  const auxNames = keysOf(aux);
  const auxValues = auxNames.map((name) => valueOf(aux[name]));
  const values = [valueOf(loss), ...auxValues, ...gradients(graph, valueOf(loss), leaves)];
  const replacements = new Map(leaves.map((leaf, i) => [leaf, given[i] ?? leaf]));
  const tensors = substitute(graph, values, replacements).map((value) => backend.tensorOf(value));
  return {
    loss: tensors[0] ?? loss,
    aux: zipRecord(auxNames, tensors.slice(1)),
    grads: zipRecord(names, tensors.slice(1 + auxNames.length)),
  };
}

/** The tape disposes of all that its function does not return; so what else is wanted is kept, and copied at the end. */
function onTape<P extends string, A extends string>(
  f: (params: Tensors<P>) => Loss<A>,
  params: Tensors<P>,
): ValueAndGrads<P, A> {
  const names = keysOf(params);
  const kept: tf.Tensor[] = [];
  let auxNames: A[] = [];
  const forward = (): tf.Tensor => {
    const { loss, aux } = f(params);
    auxNames = keysOf(aux);
    for (const tensor of [loss, ...auxNames.map((name) => aux[name])]) kept.push(tf.keep(tf.clone(tensor)));
    return tf.sum(loss);
  };
  try {
    // Like tf.valueAndGrads, which however throws where the loss does not depend on a parameter.
    const given = names.map((name) => params[name]);
    const { value, grads } = tf.engine().gradients(forward, given, undefined, true);
    value.dispose();
    const [loss = value, ...aux] = kept.map((tensor) => tf.clone(tensor));
    const slopes = names.map((name, i) => grads[i] ?? tf.zerosLike(params[name]));
    return { loss, aux: zipRecord(auxNames, aux), grads: zipRecord(names, slopes) };
  } finally {
    tf.dispose(kept);
  }
}
