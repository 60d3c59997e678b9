import { createRequire } from 'node:module';
import '@parton/testing';
import { ndarray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { BACKENDS, BackendError, startBackend, toNdArray, toTensor } from '../src/index.ts';
import { supplyRemovedUtilities } from '../src/removed-utilities.ts';

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

describe('native backends', () => {
  const installed = (name: string): boolean => {
    try {
      createRequire(import.meta.url).resolve(name);
      return true;
    } catch {
      return false;
    }
  };

  it.skipIf(installed('@tensorflow/tfjs-node-gpu'))(
    'say how to install them where they are not',
    async () => {
      await expect(startBackend('node-gpu')).rejects.toThrow(BackendError);
      await expect(startBackend('node-gpu')).rejects.toThrow('npm install @tensorflow/tfjs-node-gpu');
    },
  );

  it('get the functions that new versions of Node lack, and nothing else changes', () => {
    const utilities: Record<string, unknown> = { isArray: 'kept' };
    supplyRemovedUtilities(utilities);
    const isMissing = utilities['isNullOrUndefined'] as (value: unknown) => boolean; // just supplied
    expect([isMissing(null), isMissing(undefined), isMissing(0), utilities['isArray']]).toEqual([
      true,
      true,
      false,
      'kept',
    ]);
  });
});
