/**
 * Records an ordinary tfjs function, gradients included, and runs it as one native program.
 *
 * ```ts
 * const step = trace(
 *   ({ state, inputs }) => {
 *     const { loss, grads } = valueAndGrads((p) => ({ loss: tf.sum(tf.square(p.w)), aux: {} }), { w: state.w });
 *     return { state: { w: tf.sub(state.w, tf.mul(inputs.rate, grads.w)) }, outputs: { loss } };
 *   },
 *   { state: { w: [2] }, inputs: { rate: [] } },
 * );
 * const program = await compile(step, { precision: 'float64' });
 * await program.setState({ w: ndarray([1, 2], [2]) });
 * await program.step({ rate: 0.25 }); // { loss: 5 }, and w is [0.5, 1]
 * ```
 *
 * @module
 */
export { compile } from './compile.ts';
export { DeviceError, DEVICES } from './session.ts';
export { constant } from './constant.ts';
export { eagerProgram } from './eager-program.ts';
export { ProgramError } from './feeds.ts';
export { RecordingError } from './recording-error.ts';
export { stopGradient } from './stop-gradient.ts';
export { trace } from './trace.ts';
export { valueAndGrads } from './value-and-grads.ts';
export type { CompileOptions } from './compile.ts';
export type { Device } from './session.ts';
export type { Program } from './program.ts';
export type { Shapes, Step, StepShapes, Traced } from './trace.ts';
export type { Loss, Tensors, ValueAndGrads } from './value-and-grads.ts';
