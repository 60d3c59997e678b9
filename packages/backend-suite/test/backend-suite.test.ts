import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { eachBackend } from '../src/index.ts';

eachBackend('the suite', (backend) => {
  it('has its backend', () => expect(tf.getBackend()).toBe(backend));
});
