import { InputError } from '@parton/errors';

/** A multiplier that grows by `factor` after every 100 steps. */
export interface MultiplierSchedule {
  readonly initial: number;
  readonly factor: number;
}

/** After how many steps a multiplier grows. */
const STEPS_PER_GROWTH = 100;

/**
 * Completes what a runcard says about a multiplier (n3fit, section "positivity" of its runcards): the factor such that
 * `maxlambda` would be reached after all steps, or the initial value that leads there with a given factor.
 * Throws if neither is positive.
 */
export function multiplierSchedule(options: {
  readonly initial?: number | undefined;
  readonly multiplier?: number | undefined;
  readonly maxlambda: number;
  readonly steps: number;
}): MultiplierSchedule {
  const { initial, multiplier, maxlambda, steps } = options;
  const growths = Math.max(Math.floor(steps / STEPS_PER_GROWTH), 1);
  if (!(maxlambda > 0))
    throw new InputError({ where: { key: 'maxlambda' }, found: `${maxlambda}`, expected: 'a number > 0' });
  if (multiplier === undefined) {
    const start = initial ?? 1;
    return { initial: start, factor: (maxlambda / start) ** (1 / growths) };
  }
  return {
    initial: initial ?? maxlambda / multiplier ** Math.floor(steps / STEPS_PER_GROWTH),
    factor: multiplier,
  };
}

/** The multiplier during step `step` (0-based). */
export function multiplierAt({ initial, factor }: MultiplierSchedule, step: number): number {
  return initial * factor ** Math.floor(step / STEPS_PER_GROWTH);
}
