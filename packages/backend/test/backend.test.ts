import '@parton/testing';
import { ndarray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { BACKENDS, startBackend, toNdArray, toTensor } from '../src/index.ts';

describe.each(BACKENDS)('%s', (name) => {
  it('starts, says what it is and differentiates', async () => {
    const running = await startBackend(name);
    expect(running.description).toContain(name);
    expect(tf.getBackend()).toBe(name);
    const gradient = tf.grad((x) => tf.mean(tf.square(x)))(tf.tensor([1, 2, 3]));
    expect(await gradient.data()).toBeAllclose([2 / 3, 4 / 3, 2], { rtol: 1e-6 });
  });
  it('moves arrays in and out, rounded to float32', async () => {
    const back = await toNdArray(toTensor(ndarray([0.1, 2, 3, 4], [2, 2])));
    expect(back).toEqual(ndarray([Math.fround(0.1), 2, 3, 4], [2, 2]));
  });
});
