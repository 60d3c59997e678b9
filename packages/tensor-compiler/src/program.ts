import type { NdArray } from '@parton/ndarray';

/** A step that can be run again and again. The state stays inside between steps. */
export interface Program<S extends string = string, I extends string = string, O extends string = string> {
  /** Sets all tensors of the state. Throws `ProgramError` if one is missing or has another shape. */
  setState(state: Readonly<Record<S, NdArray>>): Promise<void>;
  /**
   * Runs the step: the next state takes the place of the state, and the outputs are returned. A number stands for a
   * scalar. Calls run in order, also if they are not awaited.
   */
  step(inputs: Readonly<Record<I, NdArray | number>>): Promise<Record<O, NdArray>>;
  /** A copy of the state after the steps so far. */
  getState(): Promise<Record<S, NdArray>>;
  /** Frees the memory outside of JavaScript. The program cannot be used afterwards. */
  close(): Promise<void>;
}
