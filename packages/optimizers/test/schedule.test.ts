import { describe, expect, it } from 'vitest';
import '@parton/testing';
import { adam, chain, clipPerReplica, nadam } from '../src/index.ts';

describe("Nadam's schedule", () => {
  it('has the product of all momenta, to 1e-14, for 20,000 steps in linear time', () => {
    const { schedule } = nadam({ learningRate: 1 });
    const mu = (t: number) => 0.9 * (1 - 0.5 * 0.96 ** t);
    let product = 1;
    for (let t = 1; t <= 20_000; t++) {
      product *= mu(t);
      const { momentRate = 0, gradientRate = 0, correction = 0 } = schedule(t);
      const expected = [
        mu(t + 1) / (1 - product * mu(t + 1)),
        (1 - mu(t)) / (1 - product),
        1 / (1 - 0.999 ** t),
      ];
      const found = [momentRate, gradientRate, correction];
      const worst = Math.max(...found.map((value, i) => Math.abs(value / (expected[i] ?? 0) - 1)));
      if (worst > 1e-14) expect(found).toBeAllclose(expected, { rtol: 1e-14 });
    }
  });
  it('starts with mu_1 = 0.468 and mu_2 = 0.48528', () => {
    const { momentRate, gradientRate } = nadam({ learningRate: 1 }).schedule(1);
    expect(momentRate).toBeAllclose(0.48528 / (1 - 0.468 * 0.48528), { rtol: 1e-14 });
    expect(gradientRate).toBeAllclose(1, { rtol: 1e-14 });
  });
  it('does not depend on which steps were asked for before', () => {
    const { schedule } = nadam();
    const late = schedule(777);
    schedule(1);
    expect(schedule(777)).toEqual(late);
    expect(nadam().schedule(777)).toEqual(late);
  });
});

it('names of a chain carry the position of their link', () => {
  const optimizer = chain(clipPerReplica({ norm: 6.073e-6 }), adam({ learningRate: 0.5 }));
  expect(Object.keys(optimizer.schedule(1))).toEqual(['0/norm', '1/rate', '1/gain1', '1/gain2', '1/epsilon']);
  expect(optimizer.schedule(3)['0/norm']).toBe(6.073e-6);
  expect(Object.keys(optimizer.init({ b: { shape: [2], data: new Float64Array(2) } }))).toEqual([
    '1/m/b',
    '1/v/b',
  ]);
});
