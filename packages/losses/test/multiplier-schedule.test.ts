import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { multiplierAt, multiplierSchedule } from '../src/index.ts';

describe('multiplierSchedule', () => {
  // Initial value, factor, maximum, steps -> initial value and factor, as n3fit computes them.
  it.each([
    [184.8, undefined, 1e6, 17000, 184.8, 1.0518663857053199],
    [undefined, undefined, 1e6, 17000, 1, 1.0846612314544049],
    [undefined, 1.05, 1e6, 900, 644608.9162177971, 1.05],
    [1.5, 1.05, 1e6, 1100, 1.5, 1.05],
    [10, undefined, 100, 17000, 10, 1.0136367620830353],
    [undefined, undefined, 1e6, 50, 1, 1e6],
  ])('%s, %s, %d, %d steps', (initial, multiplier, maxlambda, steps, start, factor) => {
    const got = multiplierSchedule({ initial, multiplier, maxlambda, steps });
    expect([got.initial, got.factor]).toBeAllclose([start, factor], { rtol: 1e-14 });
  });

  it('grows after every 100 steps and would reach the maximum after all of them', () => {
    const schedule = multiplierSchedule({ initial: 10, maxlambda: 1000, steps: 2000 });
    expect(multiplierAt(schedule, 99)).toBe(10);
    expect(multiplierAt(schedule, 100)).toBeCloseTo(10 * 100 ** (1 / 20), 10);
    expect(multiplierAt(schedule, 2000)).toBeCloseTo(1000, 8);
  });

  it('refuses a maximum that is not positive', () => {
    expect(() => multiplierSchedule({ maxlambda: 0, steps: 100 })).toThrow('maxlambda: found 0');
  });
});
