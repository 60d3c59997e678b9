import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { buildCovariance, denseCovariance, withUncorrelatedPart } from '../src/index.ts';

const dataset = (name: string, statistical: number[], sources: { type: string; values: number[] }[]) => ({
  name,
  central: Float64Array.from(statistical, () => 1),
  statistical: Float64Array.from(statistical),
  systematics: sources.map(({ type, values }, i) => ({
    name: `s${i}`,
    treatment: 'ADD' as const,
    type,
    values: Float64Array.from(values),
  })),
});
const ordinary = dataset(
  'ordinary',
  [0.1, 0.2],
  [
    { type: 'CORR', values: [0.3, 0.1] },
    { type: 'LUMI', values: [0.2, 0.2] },
  ],
);
/** A full covariance published as correlated sources. */
const full = dataset(
  'full',
  [0, 0, 0],
  [
    { type: 'CORR', values: [0.3, 0.1, 0.05] },
    { type: 'CORR', values: [0, 0.2, 0.1] },
    { type: 'CORR', values: [0, 0, 0.1] },
    { type: 'LUMI', values: [0.1, 0.2, 0.3] },
  ],
);
const build = (...sets: ReturnType<typeof dataset>[]) =>
  buildCovariance(sets.map((entry) => ({ dataset: entry, truth: entry.central })));

describe('withUncorrelatedPart', () => {
  it('keeps the matrix, correlations with other sets included, and leaves no point without', () => {
    const before = build(ordinary, full);
    const after = withUncorrelatedPart(before);
    expect(denseCovariance(after).data).toBeAllclose(denseCovariance(before).data, {
      rtol: 1e-13,
      atol: 1e-15,
    });
    expect(before.variances[3]).toBe(0);
    expect(Math.min(...after.variances.slice(2))).toBeGreaterThan(1e-3);
    expect(after.variances.slice(0, 2)).toEqual(before.variances.slice(0, 2));
  });

  it('leaves ordinary sets and singular ones as they are', () => {
    const before = build(ordinary);
    expect(withUncorrelatedPart(before)).toBe(before);
    const singular = build(dataset('singular', [0, 0], [{ type: 'CORR', values: [0.1, 0.2] }]));
    expect(withUncorrelatedPart(singular)).toBe(singular);
  });
});
