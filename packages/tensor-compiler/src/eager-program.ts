import type { NdArray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { constant } from './constant.ts';
import { checkedFeeds, ProgramError } from './feeds.ts';
import { keysOf, mapRecord, zipRecord } from './map-record.ts';
import { inOrder, type Program } from './program.ts';
import type { Step, StepShapes } from './trace.ts';
import type { Tensors } from './value-and-grads.ts';

/**
 * The same step, operation by operation on the current tfjs backend, in float32: where nothing can be compiled, and as
 * a check of what is. Constants are made anew at every step.
 */
export function eagerProgram<S extends string, I extends string, O extends string>(
  step: Step<S, I, O>,
  shapes: StepShapes<S, I>,
): Program<S, I, O> {
  let state: Tensors<S> | undefined;
  const current = (): Tensors<S> => {
    if (state !== undefined) return state;
    throw new ProgramError({ found: 'no state', expected: 'setState before the first step' });
  };
  const replace = (next: Tensors<S> | undefined): void => {
    if (state !== undefined) tf.dispose(Object.values<tf.Tensor>(state));
    state = next;
  };
  return inOrder<S, I, O>({
    async setState(given) {
      replace(mapRecord(checkedFeeds(shapes.state, given), (array) => tf.keep(constant(array))));
    },
    async step(inputs) {
      const given = checkedFeeds(shapes.inputs, inputs);
      const result = withoutLeaks(() => step({ state: current(), inputs: mapRecord(given, constant) }));
      replace(result.state);
      const outputs = await numbersOf(result.outputs);
      tf.dispose(Object.values<tf.Tensor>(result.outputs));
      return outputs;
    },
    async getState() {
      return numbersOf(current());
    },
    async close() {
      replace(undefined);
    },
  });
}

/** Own handles of what a step returns, whatever it is: a tensor of the old state, or one tensor twice. */
function withoutLeaks<S extends string, O extends string>(
  run: () => { readonly state: Tensors<S>; readonly outputs: Tensors<O> },
): { state: Tensors<S>; outputs: Tensors<O> } {
  tf.engine().startScope();
  try {
    const { state, outputs } = run();
    const keep = (tensor: tf.Tensor): tf.Tensor => tf.keep(tf.clone(tensor));
    return {
      state: mapRecord<S, tf.Tensor, tf.Tensor>(state, keep),
      outputs: mapRecord<O, tf.Tensor, tf.Tensor>(outputs, keep),
    };
  } finally {
    tf.engine().endScope();
  }
}

async function numbersOf<K extends string>(tensors: Tensors<K>): Promise<Record<K, NdArray>> {
  const names = keysOf(tensors);
  const arrays = names.map(async (name): Promise<NdArray> => {
    const tensor = tensors[name];
    return { shape: [...tensor.shape], data: Float64Array.from(await tensor.data()) };
  });
  return zipRecord(names, await Promise.all(arrays));
}
