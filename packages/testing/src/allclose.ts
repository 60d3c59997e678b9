import { expect } from 'vitest';

/** Passes where `|a - e| <= atol + rtol |e|` for every element. Both default to 0: a test states its tolerance. */
export interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

type Numbers = number | ArrayLike<number> | readonly Numbers[];

function flatten(values: Numbers): number[] {
  if (typeof values === 'number') return [values];
  return Array.from(values as ArrayLike<Numbers>).flatMap((value) => flatten(value));
}

/** The worst offender of a comparison, or undefined if all numbers agree. Nested arrays are flattened; NaN equals NaN. */
export function allclose(
  actual: Numbers,
  expected: Numbers,
  { rtol = 0, atol = 0 }: Tolerance = {},
): string | undefined {
  const a = flatten(actual);
  const e = flatten(expected);
  if (a.length !== e.length) return `${a.length} numbers, expected ${e.length}`;
  let worst = 0;
  let message: string | undefined;
  a.forEach((value, i) => {
    const wanted = e[i] ?? Number.NaN;
    if (Object.is(value, wanted) || value === wanted) return;
    const excess = Math.abs(value - wanted) - atol - rtol * Math.abs(wanted);
    if (excess <= 0) return;
    if (message !== undefined && excess <= worst) return;
    worst = excess;
    message = `element ${i} of ${a.length}: ${value}, expected ${wanted} (difference ${value - wanted}, rtol ${rtol}, atol ${atol})`;
  });
  return message;
}

interface AllcloseMatchers<R> {
  toBeAllclose(expected: Numbers, tolerance?: Tolerance): R;
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-explicit-any -- the declaration must repeat vitest's own type parameters
  interface Assertion<T = any> extends AllcloseMatchers<T> {}
}

expect.extend({
  toBeAllclose(received: Numbers, expected: Numbers, tolerance?: Tolerance) {
    const message = allclose(received, expected, tolerance);
    return {
      pass: message === undefined,
      message: () => message ?? 'all numbers agree within the tolerance',
    };
  },
});
