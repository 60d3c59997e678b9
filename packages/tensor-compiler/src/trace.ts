import { type Graph, topologicalOrder, type Value } from '@parton/tensor-graph';
import type * as tf from '@tensorflow/tfjs-core';
import { keysOf, mapRecord } from './map-record.ts';
import type { RecordingBackend } from './recording-backend.ts';
import { record } from './record.ts';
import { RecordingError } from './recording-error.ts';
import type { Tensors } from './value-and-grads.ts';

/** Shapes by name. */
export type Shapes<K extends string = string> = Readonly<Record<K, readonly number[]>>;

/** One step of a program: the next state, of the shapes of the given one, and numbers to look at. */
export type Step<S extends string, I extends string, O extends string> = (given: {
  readonly state: Tensors<S>;
  readonly inputs: Tensors<I>;
}) => { readonly state: Tensors<S>; readonly outputs: Tensors<O> };

/** Shapes of what lives between steps, and of what is given anew at every step. */
export interface StepShapes<S extends string, I extends string> {
  readonly state: Shapes<S>;
  readonly inputs: Shapes<I>;
}

/** A recorded step. */
export interface Traced<S extends string, I extends string, O extends string> {
  readonly graph: Graph;
  readonly shapes: StepShapes<S, I>;
  /** The next state. */
  readonly state: Readonly<Record<S, Value>>;
  readonly outputs: Readonly<Record<O, Value>>;
}

/** Names of the inputs of a traced graph. */
export const stateName = (name: string): string => `state ${name}`;
export const inputName = (name: string): string => `input ${name}`;

/**
 * Records one run of a step, an ordinary synchronous tfjs function. Whatever it decides with `if` or counts with `for`
 * is decided and counted once. Throws {@link RecordingError} for what a program cannot do: unknown operations, reading
 * tensors, numbers that float32 has rounded, arrays and random numbers made on the way, tensors from outside.
 */
export function trace<S extends string, I extends string, O extends string>(
  step: Step<S, I, O>,
  shapes: StepShapes<S, I>,
): Traced<S, I, O> {
  return record((backend) => {
    const { graph } = backend;
    const inputs = <K extends string>(given: Shapes<K>, naming: (name: string) => string): Tensors<K> =>
      mapRecord(given, (shape, name) => backend.tensorOf(graph.input(naming(name), shape)));
    const result = step({ state: inputs(shapes.state, stateName), inputs: inputs(shapes.inputs, inputName) });
    if (result instanceof Promise) {
      backend.checkReads();
      throw new RecordingError({
        found: 'an asynchronous step',
        expected: 'a function that returns at once',
      });
    }
    const state = valuesOf(backend, result.state, 'state');
    const outputs = valuesOf(backend, result.outputs, 'outputs');
    checkState(shapes.state, state);
    checkLeaves([...Object.values<Value>(state), ...Object.values<Value>(outputs)]);
    return { graph, shapes, state, outputs };
  });
}

function valuesOf<K extends string>(
  backend: RecordingBackend,
  tensors: Tensors<K>,
  what: string,
): Record<K, Value> {
  return mapRecord<K, tf.Tensor, Value>(tensors, (tensor, name) =>
    backend.resolve(tensor, `${what}.${name}`),
  );
}

/** What goes in as state must come out as state. */
function checkState<S extends string>(shapes: Shapes<S>, state: Readonly<Record<S, Value>>): void {
  const text = (array: { shape: readonly number[] } | undefined): string =>
    array === undefined ? 'nothing' : `[${array.shape.join(', ')}]`;
  for (const name of new Set([...keysOf(shapes), ...keysOf(state)])) {
    const [expected, found] = [shapes[name], state[name]];
    const real = found === undefined || found.dtype === 'real';
    if (real && expected !== undefined && expected.join() === found?.shape.join()) continue;
    throw new RecordingError({
      where: { key: `state.${name}` },
      found: real ? text(found) : 'a bool',
      expected: expected === undefined ? 'only the state that was declared' : text({ shape: expected }),
      cure: 'Return every tensor of the state, changed or not, in its shape',
    });
  }
}

/** A tensor made inside of a differentiated function hangs on the leaves that stood for the parameters. */
function checkLeaves(values: readonly Value[]): void {
  const names = topologicalOrder(values).flatMap(({ operation }) =>
    operation.kind === 'input' ? operation.name : [],
  );
  if (!names.some((name) => name.startsWith('leaf '))) return;
  throw new RecordingError({
    where: { key: 'valueAndGrads' },
    found: 'a tensor from inside of its function, used outside',
    expected: 'what it returns',
    cure: 'Return the tensor in aux',
  });
}
