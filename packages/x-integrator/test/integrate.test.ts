import { startBackend, toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { ndarray } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { divideByX, gaussGrid, integrate } from '../src/index.ts';

eachBackend('integrate', () => {
  it('contracts the last axis', async () => {
    const out = integrate(tf.tensor([1, 2, 3, 4, 5, 6], [1, 2, 3]), tf.tensor([1, 10, 100]));
    expect(out.shape).toEqual([1, 2]);
    expect(await out.data()).toBeAllclose([321, 654]);
  });
  it('contracts a middle axis', async () => {
    const out = integrate(tf.tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]), tf.tensor([1, 10, 100]), 1);
    expect(out.shape).toEqual([1, 2]);
    expect(await out.data()).toBeAllclose([531, 642]);
  });
  it('takes one row of weights per flavour: momentum and number of one valence-like PDF', async () => {
    const grid = gaussGrid();
    const xf = grid.x.map((x) => x ** 0.5 * (1 - x) ** 3);
    const factors = divideByX(grid.x, [1], 2);
    const weights = factors.data.map((factor, k) => factor * (grid.weights[k % grid.x.length] ?? 0));
    const values = tf.tensor(Float32Array.of(...xf, ...xf), [1, 2, grid.x.length]);
    const out = integrate(values, toTensor(ndarray(weights, factors.shape)));
    // B(1.5, 4) and B(0.5, 4) minus the part below 1e-9
    expect(await out.data()).toBeAllclose([0.1015873016, 0.9142857143 - 2 * Math.sqrt(1e-9)], { rtol: 2e-6 });
  });
  it('does not couple replicas: NaN stays where it is', async () => {
    const out = await integrate(tf.tensor([Number.NaN, 1, 2, 3], [2, 1, 2]), tf.tensor([1, 1])).data();
    expect(out).toBeAllclose([Number.NaN, 5]);
  });
});

sharedSuite('the reference program', 'fixtures/model.json', () => {
  beforeAll(async () => {
    await startBackend('cpu');
  });
  it('has the same result on its recorded vector', async () => {
    interface Vector {
      weights: number[];
      pdf_1_1_5_8: number[][][][];
      expected_1_1_8: number[][][];
      rtol: number;
    }
    const fixture = readShared<{ x_integrator_upstream_regression: Vector }>('fixtures', 'model.json');
    const {
      weights,
      pdf_1_1_5_8: pdf,
      expected_1_1_8: expected,
      rtol,
    } = fixture.x_integrator_upstream_regression;
    const out = integrate(tf.tensor(pdf[0] ?? []), tf.tensor(weights), 1);
    expect(await out.data()).toBeAllclose(expected, { rtol });
  });
});
