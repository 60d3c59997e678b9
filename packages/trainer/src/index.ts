/**
 * The training loop of all replicas: gradient, clip, update, multipliers, stopping, best weights.
 *
 * @module
 */
export { trainingState, trainingStep } from './training-step.ts';
export { train } from './train.ts';
export { stepInputs, stepShapes } from './step-inputs.ts';
export type { StepSchedules } from './step-inputs.ts';
export type { StepOptions, StepResult, TrainingStep } from './training-step.ts';
export type { Arrays, Tensors } from '@parton/optimizers';
export type { Progress, TrainingRecord, TrainingResult, TrainOptions } from './train.ts';
