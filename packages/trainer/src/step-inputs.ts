import { multiplierAt, type MultiplierSchedule } from '@parton/losses';
import { ndarray, type NdArray } from '@parton/ndarray';
import type { Arrays, GradientTransformation } from '@parton/optimizers';
import type { StepShapes } from '@parton/tensor-compiler';
import { prefixed } from './training-step.ts';

/** What changes from step to step, the same for all replicas. */
export interface StepSchedules {
  readonly transformation: GradientTransformation;
  /** One schedule per set, in the order of the sets. */
  readonly multipliers: {
    readonly positivity: readonly MultiplierSchedule[];
    readonly integrability: readonly MultiplierSchedule[];
  };
}

/**
 * Inputs of the step after `done` updates: `schedule.*` of the optimiser, `positivity [1, S]`, `positivityInitial [1, S]`
 * and `integrability [1, T]`, and who `improved [R]` last time.
 */
export function stepInputs(schedules: StepSchedules, done: number, improved: readonly boolean[]): Arrays {
  const { positivity, integrability } = schedules.multipliers;
  const schedule = Object.entries(schedules.transformation.schedule(done + 1));
  return {
    improved: ndarray(improved.map(Number), [improved.length]),
    positivity: perSet(positivity, done),
    positivityInitial: perSet(positivity, 0),
    integrability: perSet(integrability, done),
    ...prefixed(
      'schedule.',
      Object.fromEntries(schedule.map(([name, value]) => [name, ndarray([value], [])])),
    ),
  };
}

function perSet(schedules: readonly MultiplierSchedule[], step: number): NdArray {
  return ndarray(
    schedules.map((schedule) => multiplierAt(schedule, step)),
    [1, schedules.length],
  );
}

/** Shapes of the state and the inputs of a step, as a program needs to know them. */
export function stepShapes(
  state: Arrays,
  schedules: StepSchedules,
  replicas: number,
): StepShapes<string, string> {
  const shapes = (arrays: Arrays) =>
    Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
  return {
    state: shapes(state),
    inputs: shapes(stepInputs(schedules, 0, Array<boolean>(replicas).fill(false))),
  };
}
