import { type NdArray, ndarray, row, zeros } from '@parton/ndarray';
import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  applyTheory,
  compress,
  factorise,
  type FkOperand,
  foldTheory,
  type Observable,
  predict,
} from '../src/index.ts';

const N = 16;
const K = 3;
const grid = Float64Array.from({ length: N }, (_, i) => 10 ** (-4 + (3.9 * i) / (N - 1)));
/** Sigma, gluon and V are fitted. */
const expansion = zeros([14, K]);
[1, 2, 3].forEach((flavour, k) => (expansion.data[flavour * K + k] = 1));

/** Smooth tables, as those of physics are: point n looks at x around its own place. */
const weight = (n: number, x: number) => Math.exp(-((Math.log(x) + 1 + 1.3 * n) ** 2) / 6) * (1 - x) ** 2;
const oneHadron = (points: number, shift: number): FkOperand => ({
  hadrons: 1,
  x: grid,
  channels: [1, 2],
  values: ndarray(
    Array.from({ length: points }, (_, n) =>
      [1, 0.3].flatMap((c) => Array.from(grid, (x) => c * weight(n / 8 + shift, x))),
    ).flat(),
    [points, 2, N],
  ),
});
const twoHadron = (points: number, shift: number): FkOperand => ({
  hadrons: 2,
  x: grid,
  channels: [14 + 2, 14 + 1, 3 * 14 + 3],
  values: ndarray(
    Array.from({ length: points }, (_, n) =>
      [0.5, 1, -0.2].flatMap((c) =>
        Array.from(grid, (x) =>
          Array.from(grid, (y) => c * weight(n / 3 + shift, x * y) * weight(0, y)),
        ).flat(),
      ),
    ).flat(),
    [points, 3, N, N],
  ),
});
const observables: Observable[] = [
  { name: 'linear', operation: 'NULL', operands: [oneHadron(30, 0)] },
  { name: 'cross section', operation: 'NULL', operands: [twoHadron(5, 0)] },
  { name: 'ratio', operation: 'RATIO', operands: [twoHadron(4, 0.5), twoHadron(4, 1)] },
  { name: 'asymmetry', operation: 'ASY', operands: [oneHadron(3, 0.2), oneHadron(3, 1)] },
];

/** A PDF that varies by some per cent around a common one; a smooth function of `seed`. */
const plausible = (seed: number): number[] =>
  [1, 2, 0.5].flatMap((size, k) =>
    Array.from(grid, (x) => {
      const u = Math.log(x);
      const bump =
        Math.sin(seed * (k + 1.3)) * Math.cos(0.4 * u + seed) + 0.7 * Math.sin(0.9 * u - 2.1 * seed + k);
      return size * x ** 0.3 * (1 - x) ** 3 * (1 + 0.06 * bump);
    }),
  );
const stacked = (seeds: number[]) => ndarray(seeds.flatMap(plausible), [seeds.length, K * N]);
const probes = stacked(Array.from({ length: 60 }, (_, p) => 1.37 * p));
/** Not among the probes. */
const heldOut = stacked(Array.from({ length: 10 }, (_, p) => 200.3 + 2.9 * p));

function exact(f: Float64Array): Float64Array {
  const pdf = (): NdArray => {
    const out = zeros([14, N]);
    [1, 2, 3].forEach((flavour, k) => out.data.set(f.subarray(k * N, (k + 1) * N), flavour * N));
    return out;
  };
  return Float64Array.from(observables.flatMap((observable) => [...predict(observable, pdf)]));
}
const sigma = exact(row(probes, 0).data).map((value) => 0.02 * Math.abs(value));
const fold = (tolerance?: number) =>
  foldTheory({
    observables,
    grid,
    expansion,
    probes,
    sigma,
    ...(tolerance === undefined ? {} : { tolerance }),
  });
const numbersIn = (constants: Readonly<Record<string, NdArray>>) =>
  Object.values(constants).reduce((sum, { data }) => sum + data.length, 0);

eachBackend('compressed theory', () => {
  it.each([1e-2, 1e-3])(
    'changes no prediction of PDFs it has not seen by more than %s sigma',
    async (tolerance) => {
      const theory = fold(tolerance);
      const tensors = Object.fromEntries(
        Object.entries(theory.constants).map(([name, array]) => [name, toTensor(array)]),
      );
      const [predictions] = applyTheory(theory, tensors, toTensor(ndarray(heldOut.data, [10, K, N])));
      const got = (await predictions?.data()) ?? [];
      const order = theory.groups.flatMap(({ points }) => points);
      const changes = Array.from(got, (value, i) => {
        const point = order[i % order.length] ?? 0;
        const expected = exact(row(heldOut, Math.floor(i / order.length)).data)[point] ?? 0;
        // what float32 adds: a few 1e-6 of the prediction
        return Math.max(0, Math.abs(value - expected) - 5e-6 * Math.abs(expected)) / (sigma[point] ?? 1);
      });
      expect(changes.length).toBe(420);
      expect(Math.max(...changes)).toBeLessThan(tolerance);
    },
  );
});

describe('compression', () => {
  it('reports the largest change, which a smaller tolerance makes smaller', () => {
    const [rough, fine] = [fold(0.1), fold(1e-3)];
    expect(rough.largestChange).toBeGreaterThan(fine.largestChange);
    expect(rough.largestChange).toBeLessThan(0.1);
    expect(fine.largestChange).toBeLessThan(1e-3);
    expect(foldTheory({ observables, grid, expansion }).largestChange).toBe(0);
  });

  it('makes the theory smaller', () => {
    expect(numbersIn(fold(1e-2).constants)).toBeLessThan(numbersIn(fold(1e-4).constants));
    expect(numbersIn(fold(1e-4).constants)).toBeLessThan(
      numbersIn(foldTheory({ observables, grid, expansion }).constants) / 2,
    );
  });

  it('is the same every time', () => expect(fold()).toEqual(fold()));

  it('without sigma takes one per cent of the predictions', () => {
    const theory = foldTheory({ observables, grid, expansion, probes });
    expect(theory.largestChange).toBeLessThan(1e-3);
  });

  it('drops squares that no probe sees', () => {
    const form = ndarray([2, 0, 0, 0, -1e-6, 0, 0, 0, 1e-9], [3, 3]);
    const seen = ndarray([1, 1, 1], [1, 3]);
    expect(compress(form, seen, 1e-4).values.length).toBe(1);
    expect(compress(form, seen, 1e-7).values.length).toBe(2);
    expect(factorise(form).values.length).toBe(3);
  });
});
