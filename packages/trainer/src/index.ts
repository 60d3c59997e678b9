/**
 * The training loop of all replicas: gradient, clip, update, multipliers, stopping, best weights.
 *
 * @module
 */
export { trainingState, trainingStep } from './training-step.ts';
export { eagerStepper } from './eager-stepper.ts';
export { train } from './train.ts';
export { differentiate } from './differentiate.ts';
export type { StepOptions, StepResult, TrainingStep } from './training-step.ts';
export type { Arrays, Tensors } from '@parton/optimizers';
export type { Stepper } from './eager-stepper.ts';
export type { Progress, TrainingRecord, TrainingResult, TrainOptions } from './train.ts';
export type { Differentiate } from './differentiate.ts';
