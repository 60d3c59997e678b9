import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import {
  fromNested,
  matmul,
  ndarray,
  type NdArray,
  symmetricEigen,
  symmetricInverse,
  transpose,
  zeros,
} from '@parton/ndarray';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  chi2Dense,
  chi2Diagonal,
  chi2Nuisance,
  denseInverse,
  diagonalWeights,
  fewestColumns,
  nuisanceConstants,
} from '../src/index.ts';

/** Example of the written specification: n3fit's chi2 of two replicas, computed independently. */
const difference = fromNested([
  [0.1, -0.1, 0.2],
  [-0.2, 0.2, -0.1],
]);
const covariance = fromNested([
  [0.04, 0.01, 0],
  [0.01, 0.09, 0.02],
  [0, 0.02, 0.05],
]);
const expected = [1.5786163522012608, 2.2578616352201273];

const points = 12;
const variances = Float64Array.from({ length: points }, (_, i) => 0.5 + 0.1 * i);
const columns = ndarray(
  Array.from({ length: points * 3 }, (_, i) => Math.sin(7 * i) * (i % 5 === 0 ? 0 : 2)),
  [points, 3],
);
const masks = fromNested(
  [0, 1].map((r) => Array.from({ length: points }, (_, i) => ((i + r) % 3 === 0 ? 0 : 1))),
);
const residuals = ndarray(
  Array.from({ length: 2 * points }, (_, i) => Math.cos(3 * i) * 4),
  [2, points],
);

function fullCovariance(): NdArray {
  const full = matmul(columns, transpose(columns));
  variances.forEach(
    (variance, i) => (full.data[i * points + i] = (full.data[i * points + i] ?? 0) + variance),
  );
  return full;
}

eachBackend('chi2', () => {
  it('is d^T C^-1 d, with a common inverse and with one per replica', async () => {
    const inverse = symmetricInverse(covariance);
    expect(await chi2Dense(toTensor(difference), toTensor(inverse)).data()).toBeAllclose(expected, {
      rtol: 1e-6,
    });
    const each = denseInverse(ndarray([1, 1, 1, 1, 1, 1], [2, 3]), covariance);
    expect(await chi2Dense(toTensor(difference), toTensor(each)).data()).toBeAllclose(expected, {
      rtol: 1e-6,
    });
  });

  it('does not change under the rotation to eigenmodes', async () => {
    const { values, vectors } = symmetricEigen(covariance);
    const rotated = matmul(difference, transpose(vectors));
    const weights = diagonalWeights(ndarray([1, 1, 1, 1, 1, 1], [2, 3]), values);
    expect(await chi2Diagonal(toTensor(rotated), toTensor(weights)).data()).toBeAllclose(expected, {
      rtol: 1e-6,
    });
  });

  it('with nuisance parameters equals the inverse of the masked blocks', async () => {
    const dense = chi2Dense(toTensor(residuals), toTensor(denseInverse(masks, fullCovariance())));
    const { weights, inner } = nuisanceConstants(masks, variances, columns);
    const tensors = { weights: toTensor(weights), inner: toTensor(inner), columns: toTensor(columns) };
    const nuisance = chi2Nuisance(toTensor(residuals), tensors);
    expect(await nuisance.data()).toBeAllclose(await dense.data(), { rtol: 2e-6 });
    const slope = (f: (d: tf.Tensor) => tf.Tensor) => tf.grad(f)(toTensor(residuals)).data();
    const viaDense = await slope((d) => chi2Dense(d, toTensor(denseInverse(masks, fullCovariance()))));
    expect(await slope((d) => chi2Nuisance(d, tensors))).toBeAllclose(viaDense, { rtol: 1e-5, atol: 1e-5 });
    const stop = (t: tf.Tensor): tf.Tensor =>
      tf.customGrad((given) => ({ value: tf.clone(given as tf.Tensor), gradFunc: (dy) => tf.zerosLike(dy) }))(
        t,
      );
    const withoutShifts = await slope((d) => chi2Nuisance(d, tensors, stop));
    expect(withoutShifts).toBeAllclose(viaDense, { rtol: 1e-5, atol: 1e-5 });
  });

  it('takes a set without correlated uncertainties', async () => {
    const { weights, inner } = nuisanceConstants(masks, variances, zeros([points, 1]));
    const tensors = {
      weights: toTensor(weights),
      inner: toTensor(inner),
      columns: toTensor(zeros([points, 1])),
    };
    const plain = chi2Diagonal(toTensor(residuals), toTensor(weights));
    expect(await chi2Nuisance(toTensor(residuals), tensors).data()).toBeAllclose(await plain.data(), {
      rtol: 1e-6,
    });
  });

  it('of one replica is bit-identical when another is NaN', async () => {
    const { weights, inner } = nuisanceConstants(masks, variances, columns);
    const tensors = { weights: toTensor(weights), inner: toTensor(inner), columns: toTensor(columns) };
    const poisoned = ndarray(
      residuals.data.map((value, i) => (i < points ? Number.NaN : value)),
      [2, points],
    );
    const healthy = await chi2Nuisance(toTensor(residuals), tensors).data();
    const got = await chi2Nuisance(toTensor(poisoned), tensors).data();
    expect(got[0]).toBeNaN();
    expect(got[1]).toBe(healthy[1]);
  });
});

describe('nuisance constants', () => {
  it('of a mask and of its complement are the inverses of the definition', () => {
    const few = fromNested([[1, ...Array<number>(points - 1).fill(0)]]);
    const most = ndarray(
      few.data.map((mask) => 1 - mask),
      few.shape,
    );
    for (const mask of [few, most]) {
      const { inner, weights } = nuisanceConstants(mask, variances, columns);
      const weighted = ndarray(
        columns.data.map((value, i) => value * (weights.data[Math.floor(i / 3)] ?? 0)),
        columns.shape,
      );
      const expectedInner = matmul(transpose(columns), weighted);
      for (let k = 0; k < 3; k++) expectedInner.data[4 * k] = (expectedInner.data[4 * k] ?? 0) + 1;
      expect(inner.data).toBeAllclose(symmetricInverse(expectedInner).data, { rtol: 1e-10, atol: 1e-12 });
    }
  });
});

describe('fewest columns', () => {
  const product = (some: NdArray) => matmul(some, transpose(some)).data;

  it('have the same covariance, and are no more than points or independent columns', () => {
    const wide = ndarray(
      Array.from({ length: points * 30 }, (_, i) => Math.sin(i * i)),
      [points, 30],
    );
    const twice = ndarray(
      Array.from({ length: points * 6 }, (_, i) => columns.data[Math.floor(i / 6) * 3 + (i % 3)] ?? 0),
      [points, 6],
    );
    expect(fewestColumns(variances, wide).shape).toEqual([points, points]);
    expect(fewestColumns(variances, twice).shape).toEqual([points, 3]);
    for (const given of [wide, twice, columns]) {
      expect(product(fewestColumns(variances, given, 1e-12))).toBeAllclose(product(given), { atol: 1e-9 });
    }
  });

  it('leave out what is small in units of the uncorrelated uncertainty', () => {
    const small = ndarray(
      Array.from({ length: points }, (_, i) => 1e-3 * Math.sqrt(variances[i] ?? 0)),
      [points, 1],
    );
    expect(fewestColumns(variances, small, 1e-6).shape).toEqual([points, 1]);
    expect(fewestColumns(variances, small, 1e-4).shape).toEqual([points, 0]);
    expect(fewestColumns(variances, zeros([points, 0])).shape).toEqual([points, 0]);
  });
});
