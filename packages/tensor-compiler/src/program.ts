import type { NdArray } from '@parton/ndarray';
import { ProgramError } from './feeds.ts';

/** A step that can be run again and again. The state stays inside between steps. Calls run in order, awaited or not. */
export interface Program<S extends string = string, I extends string = string, O extends string = string> {
  /** Sets all tensors of the state. Throws `ProgramError` if one is missing or has another shape. */
  setState(state: Readonly<Record<S, NdArray>>): Promise<void>;
  /** Runs the step: its state takes the place of the state, its outputs are returned. A number stands for a scalar. */
  step(inputs: Readonly<Record<I, NdArray | number>>): Promise<Record<O, NdArray>>;
  /** A copy of the state after the steps so far. */
  getState(): Promise<Record<S, NdArray>>;
  /** Frees the memory outside of JavaScript. The program cannot be used afterwards. */
  close(): Promise<void>;
}

/** The same program, with one call running after the other. One that fails does not keep the next from running. */
export function inOrder<S extends string, I extends string, O extends string>(
  program: Program<S, I, O>,
): Program<S, I, O> {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const enqueue = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(() => {
      if (closed) throw new ProgramError({ found: 'a closed program', expected: 'an open one' });
      return task();
    });
    last = result.catch(() => {});
    return result;
  };
  return {
    setState: (state) => enqueue(() => program.setState(state)),
    step: (inputs) => enqueue(() => program.step(inputs)),
    getState: () => enqueue(() => program.getState()),
    close: () =>
      enqueue(async () => {
        closed = true;
        await program.close();
      }),
  };
}
