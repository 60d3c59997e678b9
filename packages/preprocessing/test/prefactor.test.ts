import { toNdArray, toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { type NdArray, ndarray, row } from '@parton/ndarray';
import { numericalGradient, readShared, sharedSuite } from '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  clipToRange,
  initExponents,
  logarithms,
  prefactor,
  prefactorReference,
  PreprocessingError,
  rangeBounds,
} from '../src/index.ts';
import { RANGES } from './ranges.ts';

type Exponents = { readonly alpha: NdArray; readonly beta: NdArray };
const SEEDS = [1, 22, 333];
const EXPONENTS = initExponents(RANGES, SEEDS);
const X = Float64Array.of(1e-9, 3e-8, 1e-5, 1e-2, 0.1, 0.37, 0.8, 0.999, 1);

const logs = (x: Float64Array) => {
  const { logX, log1mX } = logarithms(x);
  return { logX: toTensor(logX), log1mX: toTensor(log1mX) };
};
const factor = ({ alpha, beta }: Exponents, x = X): Promise<NdArray> =>
  toNdArray(prefactor({ alpha: toTensor(alpha), beta: toTensor(beta) }, logs(x)));

/** Gradients of `sum(weights * prefactor)`. */
async function gradients({ alpha, beta }: Exponents, weights: NdArray, x = X): Promise<Exponents> {
  const loss = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
    tf.sum(tf.mul(toTensor(weights), prefactor({ alpha: a, beta: b }, logs(x))));
  const [da, db] = tf.grads(loss)([toTensor(alpha), toTensor(beta)]);
  return { alpha: await toNdArray(da ?? tf.scalar(0)), beta: await toNdArray(db ?? tf.scalar(0)) };
}
const WEIGHTS = ndarray(
  Array.from({ length: 3 * 8 * X.length }, (_, i) => 1 + Math.sin(i) / 2),
  [3, 8, X.length],
);
const pick = (array: NdArray, replicas: readonly number[]): NdArray =>
  ndarray(
    replicas.flatMap((r) => [...row(array, r).data]),
    [replicas.length, ...array.shape.slice(1)],
  );
const pickBoth = ({ alpha, beta }: Exponents, replicas: readonly number[]): Exponents => ({
  alpha: pick(alpha, replicas),
  beta: pick(beta, replicas),
});

describe('logarithms', () => {
  it('keep ln(1-x) where 1-x of a float32 would be 1, and are finite at x = 1', () => {
    const { logX, log1mX } = logarithms(X);
    expect(log1mX.data[0]).toBeAllclose(-1e-9 - 5e-19, { rtol: 1e-15 });
    expect(logX.data[0]).toBeAllclose(-9 * Math.LN10, { rtol: 1e-15 });
    expect(log1mX.data[X.length - 1]).toBe(-1e30);
    expect(Math.fround(-1e30)).toBeLessThan(-9e29); // a float32 can hold it
  });
  it.each([0, -0.1, 1.1, Number.NaN])('refuse x = %d', (x) => {
    expect(() => logarithms(Float64Array.of(0.5, x))).toThrow(PreprocessingError);
    expect(() => logarithms(Float64Array.of(0.5, x))).toThrow('point 1');
  });
});

eachBackend('prefactor', () => {
  it('agrees with the reference from x = 1e-9 to 1', async () => {
    const out = await factor(EXPONENTS);
    expect(out.shape).toEqual([3, 8, X.length]);
    // float32 exponents: an error of 6e-8 in (1-alpha) ln x, which reaches 28, and in beta ln(1-x), which reaches 46.
    expect(out.data).toBeAllclose(prefactorReference(EXPONENTS, X).data, { rtol: 6e-6 });
  });
  it('vanishes at x = 1 for beta > 0 and is 1 there for beta = 0', async () => {
    const beta = ndarray([0, 0.11, 6.7], [1, 3, 1]);
    const alpha = ndarray([0.5, 1.1, -0.4], [1, 3, 1]);
    expect((await factor({ alpha, beta }, Float64Array.of(1))).data).toEqual(Float64Array.of(1, 0, 0));
    const weights = ndarray([1, 1, 1], [1, 3, 1]);
    const slope = await gradients({ alpha, beta }, weights, Float64Array.of(1));
    expect(slope.alpha.data.map(Math.abs)).toEqual(Float64Array.of(0, 0, 0));
    expect(slope.beta.data.map(Math.abs).subarray(1)).toEqual(Float64Array.of(0, 0));
    expect(slope.beta.data[0]).toBeAllclose(-1e30, { rtol: 1e-6 }); // minus infinity, made finite
  });
  it('without the large-x factor is x^(1-alpha)', async () => {
    const off = initExponents(RANGES, SEEDS, { largeX: false });
    const expected = Array.from(off.alpha.data).flatMap((alpha) => Array.from(X, (x) => x ** (1 - alpha)));
    expect((await factor(off)).data).toBeAllclose(expected, { rtol: 6e-6 });
  });
  it('has the gradient of central differences of the reference', async () => {
    const found = await gradients(EXPONENTS, WEIGHTS);
    for (const name of ['alpha', 'beta'] as const) {
      const loss = (values: Float64Array): number => {
        const moved = { ...EXPONENTS, [name]: ndarray(values, [3, 8, 1]) };
        return prefactorReference(moved, X).data.reduce((sum, v, i) => sum + v * (WEIGHTS.data[i] ?? 0), 0);
      };
      // The sums have terms of one sign: what is left is the error of the float32 prefactor.
      expect(found[name].data).toBeAllclose(numericalGradient(loss, EXPONENTS[name].data), { rtol: 1e-5 });
    }
  });
});

eachBackend('the replica law', () => {
  it.each([[[1]], [[2, 0]], [[2, 1, 0]]])(
    'batch %j: values and gradients are those of the full batch',
    async (batch) => {
      const all = await gradients(EXPONENTS, WEIGHTS);
      const some = pickBoth(EXPONENTS, batch);
      // No sum runs over replicas and every element is computed by itself: the same bits.
      expect(await factor(some)).toEqual(pick(await factor(EXPONENTS), batch));
      expect(await gradients(some, pick(WEIGHTS, batch))).toEqual(pickBoth(all, batch));
    },
  );
  it('NaN in one replica leaves the others bit-identical', async () => {
    const poisoned = structuredClone(EXPONENTS);
    poisoned.alpha.data[8] = Number.NaN; // flavour 0 of replica 1
    expect(pick(await factor(poisoned), [0, 2])).toEqual(pick(await factor(EXPONENTS), [0, 2]));
    expect((await factor(poisoned)).data[8 * X.length]).toBeNaN();
    const [before, after] = [await gradients(EXPONENTS, WEIGHTS), await gradients(poisoned, WEIGHTS)];
    expect(pickBoth(after, [0, 2])).toEqual(pickBoth(before, [0, 2]));
  });
});

eachBackend('clipToRange', () => {
  it('moves what is outside to the nearest end and nothing else (n3fit test: one value of one replica times 10)', async () => {
    const { low, high } = rangeBounds(RANGES).alpha;
    const clip = (exponents: NdArray) =>
      toNdArray(clipToRange(toTensor(exponents), toTensor(low), toTensor(high)));
    const inside = await toNdArray(toTensor(EXPONENTS.alpha));
    expect(await clip(EXPONENTS.alpha)).toEqual(inside);
    const pushed = structuredClone(EXPONENTS.alpha);
    pushed.data[8 + 5] = 15.2; // t3 of replica 1
    pushed.data[16 + 5] = -3;
    const clipped = await clip(pushed);
    expect([clipped.data[13], clipped.data[21]]).toEqual([Math.fround(1.52), Math.fround(-0.37)]);
    expect(clipped.data.filter((_, i) => i !== 13 && i !== 21)).toEqual(
      inside.data.filter((_, i) => i !== 13 && i !== 21),
    );
    expect(await clip(clipped)).toEqual(clipped);
  });
});

/** alpha, beta and x of the unit test of n3fit (seed 1), recovered from its table, with its first and last column. */
describe('the table of the reference program', () => {
  const table = {
    alpha: ndarray([1.172988203274369, 0.3683441033818863], [1, 2, 1]),
    beta: ndarray([2.455204006517896, 6.5469501560197845], [1, 2, 1]),
  };
  it('has two columns that agree', () => {
    const x = Float64Array.of(0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366);
    expect(prefactorReference(table, x).data).toBeAllclose(
      [
        0.37446213, 0.00062252983, 0.041631009, 0.11616933, 0.024907256, 2.6757403e-9, 0.00014808348,
        0.001834341,
      ],
      { rtol: 1e-5 },
    );
  });
});

sharedSuite('recorded prefactors', 'fixtures', () => {
  it('of the unit test of n3fit', () => {
    interface Table {
      x: number[];
      alpha_fitted_from_upstream_output: number[];
      beta_fitted_from_upstream_output: number[];
      upstream_expected_4x8: number[][];
    }
    const { preprocessing: table } = readShared<{ preprocessing: Table }>('fixtures', 'model.json');
    const exponents = {
      alpha: ndarray(table.alpha_fitted_from_upstream_output, [1, 8, 1]),
      beta: ndarray(table.beta_fitted_from_upstream_output, [1, 8, 1]),
    };
    const out = prefactorReference(exponents, Float64Array.from(table.x));
    const expected = table.alpha_fitted_from_upstream_output.flatMap((_, j) =>
      table.upstream_expected_4x8.map((values) => values[j] ?? Number.NaN),
    );
    expect(out.data).toBeAllclose(expected, { rtol: 1e-5 });
  });
  it('of three replicas of n3fit, from x = 1e-9 to 1', () => {
    interface Recorded {
      initial_weights: { exponents: Record<string, number> }[];
      pdf_step0: { x: number[]; prefactor: number[][][] };
    }
    const { initial_weights, pdf_step0 } = readShared<Recorded>('fixtures', 'basic3.json');
    const column = (letter: string) =>
      ndarray(
        initial_weights.flatMap(({ exponents }) =>
          RANGES.map(({ fl }) => exponents[`${letter}_${fl}`] ?? Number.NaN),
        ),
        [3, 8, 1],
      );
    const out = prefactorReference(
      { alpha: column('alpha'), beta: column('beta') },
      Float64Array.from(pdf_step0.x),
    );
    const expected = pdf_step0.prefactor.flatMap((points) =>
      RANGES.flatMap((_, j) => points.map((values) => values[j] ?? Number.NaN)),
    );
    expect(out.data).toBeAllclose(expected, { rtol: 1e-9 });
  });
});
