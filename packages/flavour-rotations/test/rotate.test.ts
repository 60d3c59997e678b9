import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { fromNested, matmul, ndarray, row, transpose } from '@parton/ndarray';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { fitFlavours, fitToFk, rotate } from '../src/index.ts';

const matrix = fitToFk('FLAVOUR', fitFlavours('FLAVOUR'));
const values = ndarray(
  Array.from({ length: 3 * 8 * 5 }, (_, i) => Math.fround(Math.sin(7 * i + 1))),
  [3, 8, 5],
);

eachBackend('rotate', () => {
  it('multiplies every replica with the matrix', async () => {
    const out = rotate(toTensor(matrix), toTensor(values));
    expect(out.shape).toEqual([3, 14, 5]);
    const expected = [0, 1, 2].map((r) => matmul(matrix, row(values, r)).data);
    expect(await out.data()).toBeAllclose(expected, { atol: 2e-6 });
  });
  it('is exact where the matrix only copies', async () => {
    const copy = fromNested([
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const numbers = Float32Array.of(0.1, 0.2, 0.3, 1e-9, 1e9, 3.3);
    const out = await rotate(toTensor(copy), tf.tensor(numbers, [2, 3, 1])).data();
    expect([...out]).toEqual([2, 0, 2, 5, 3, 5].map((i) => numbers[i]));
  });
  it('has the transposed matrix as its gradient', async () => {
    const upstream = toTensor(
      ndarray(
        Array.from({ length: 3 * 14 * 5 }, (_, i) => Math.cos(i)),
        [3, 14, 5],
      ),
    );
    const gradient = tf.grad((x: tf.Tensor) => rotate(toTensor(matrix), x))(toTensor(values), upstream);
    expect(await gradient.data()).toBeAllclose(await rotate(toTensor(transpose(matrix)), upstream).data(), {
      atol: 2e-6,
    });
  });
  it('of a batch is that of each replica alone, and NaN stays where it is', async () => {
    const poisoned = ndarray(Float64Array.from(values.data), values.shape);
    poisoned.data[8 * 5] = Number.NaN;
    const batch = await rotate(toTensor(matrix), toTensor(poisoned)).data();
    for (const r of [0, 2]) {
      const alone = toTensor(ndarray(row(values, r).data, [1, 8, 5]));
      expect(batch.slice(r * 70, (r + 1) * 70)).toEqual(await rotate(toTensor(matrix), alone).data());
    }
    expect(batch[70]).toBeNaN();
  });
});
