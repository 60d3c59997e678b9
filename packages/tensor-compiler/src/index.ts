/**
 * Records an ordinary tfjs function, gradients included, and runs it as one native program.
 *
 * @module
 */
export { compile } from './compile.ts';
export { constant } from './constant.ts';
export { eagerProgram } from './eager-program.ts';
export { ProgramError } from './feeds.ts';
export { RecordingError } from './recording-error.ts';
export { trace } from './trace.ts';
export { valueAndGrads } from './value-and-grads.ts';
export type { CompileOptions } from './compile.ts';
export type { Program } from './program.ts';
export type { Shapes, Step, StepShapes, Traced } from './trace.ts';
export type { Loss, Tensors, ValueAndGrads } from './value-and-grads.ts';
