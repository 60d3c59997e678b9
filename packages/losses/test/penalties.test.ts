import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { fromNested, ndarray } from '@parton/ndarray';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { elu, integrabilityLoss, positivityLoss, sumPerSet } from '../src/index.ts';

const alpha = () => tf.scalar(1e-7);
/** Example of the written specification, computed independently. */
const predictions = fromNested([
  [0.5, -0.001, 2],
  [-0.2, 0.1, -1e-9],
]);
const oneSet = ndarray([1, 1, 1], [3, 1]);

eachBackend('penalties', () => {
  it.each([
    [1, [0.000999874186594295, 0.1999999914837418]],
    [184.8, [0.1847998, 36.9600000848]],
  ])('positivity with multiplier %d', async (lambda, expected) => {
    const points = positivityLoss(toTensor(predictions), tf.fill([3], lambda), alpha());
    expect(await sumPerSet(points, toTensor(oneSet)).data()).toBeAllclose(expected, { rtol: 1e-6 });
  });

  it('positivity is never below -alpha per point', async () => {
    const points = await positivityLoss(
      tf.reshape(tf.linspace(-3, 1e4, 50), [1, 50]),
      tf.fill([50], 3),
      alpha(),
    ).data();
    expect(Math.min(...points)).toBeGreaterThanOrEqual(-1.0001e-7);
  });

  it('integrability squares the multiplier', async () => {
    const points = integrabilityLoss(toTensor(predictions), tf.fill([3], 10));
    expect(await sumPerSet(points, toTensor(oneSet)).data()).toBeAllclose([425.0001, 5], { rtol: 1e-6 });
  });

  it('sums each set on its own', async () => {
    const members = fromNested([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(await sumPerSet(tf.tensor([1, 2, 3], [1, 3]), toTensor(members)).data()).toBeAllclose([4, 2]);
  });

  it('elu has slope 1 above zero and alpha e^t below', async () => {
    const slope = tf.grad((t) => elu(t, tf.scalar(0.5)))(tf.tensor([-2, -0.5, 1.5]));
    expect(await slope.data()).toBeAllclose([0.5 * Math.exp(-2), 0.5 * Math.exp(-0.5), 1], { rtol: 1e-6 });
  });
});
