import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { type NdArray, ndarray, row } from '@parton/ndarray';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { applyUpdates, clipPerReplica, nadam, OptimizerError } from '../src/index.ts';
import { arraysOf } from './drive.ts';

/** Three replicas with gradients of norm 0.3, 3e4 and 0. */
const GRADIENT = ndarray([0.1, 0.2, -0.2, 0, 1e4, -2e4, 2e4, 0, 0, 0, 0, 0], [3, 2, 2]);

async function clipped(gradient: NdArray, norm: number, ownAxes?: number): Promise<NdArray> {
  const clip = clipPerReplica({ norm, ...(ownAxes === undefined ? {} : { ownAxes: { w: ownAxes } }) });
  const args = { updates: { w: toTensor(gradient) }, state: {}, schedule: { norm: tf.scalar(norm) } };
  const { w } = await arraysOf(clip.update(args).updates);
  return w ?? gradient;
}
const norm = ({ data }: NdArray) => Math.sqrt(data.reduce((sum, g) => sum + g * g, 0));

eachBackend('clipPerReplica', () => {
  it('shortens long gradients to the norm, keeps their direction, and leaves short ones untouched', async () => {
    const out = await clipped(GRADIENT, 1);
    expect(row(out, 0).data).toEqual(row(GRADIENT, 0).data.map(Math.fround));
    expect(row(out, 1).data).toBeAllclose([1 / 3, -2 / 3, 2 / 3, 0], { rtol: 1e-6 });
    expect(row(out, 2).data).toEqual(new Float64Array(4));
  });
  it('at 6e-6 gives each replica a gradient of that norm', async () => {
    const out = await clipped(GRADIENT, 6.073e-6);
    expect([0, 1].map((r) => norm(row(out, r)))).toBeAllclose([6.073e-6, 6.073e-6], { rtol: 1e-6 });
  });
  it('keeps infinities and NaN of one replica from the others', async () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const poisoned = structuredClone(GRADIENT);
      poisoned.data[5] = bad;
      const [out, expected] = [await clipped(poisoned, 0.25), await clipped(GRADIENT, 0.25)];
      expect(row(out, 0)).toEqual(row(expected, 0));
      expect(row(out, 2)).toEqual(row(expected, 2));
      expect(row(out, 1).data[1]).toBeNaN();
    }
  });
  it('takes the norm over the axes after the own ones', async () => {
    const gradient = ndarray([3, 0, 4, 0, 0, 5], [2, 3, 1]);
    expect((await clipped(gradient, 1, 2)).data).toEqual(Float64Array.of(1, 0, 1, 0, 0, 1));
    expect((await clipped(gradient, 1, 3)).data).toEqual(Float64Array.of(1, 0, 1, 0, 0, 1));
    expect((await clipped(gradient, 1)).data).toBeAllclose([0.6, 0, 0.8, 0, 0, 1], { rtol: 1e-6 });
    const whole = Math.sqrt(50);
    expect((await clipped(gradient, 1, 0)).data).toBeAllclose([3 / whole, 0, 4 / whole, 0, 0, 5 / whole], {
      rtol: 1e-6,
    });
  });
  it.each([0, -1, Number.NaN])('refuses the norm %d', (value) => {
    expect(() => clipPerReplica({ norm: value })).toThrow(OptimizerError);
  });
  it('misses the hyperparameters by name', () => {
    const update = () =>
      clipPerReplica({ norm: 1 }).update({ updates: { w: tf.ones([1, 2]) }, state: {}, schedule: {} });
    expect(update).toThrow('norm among them');
  });
});

eachBackend('records', () => {
  it('parameters without an update stay', async () => {
    const out = applyUpdates({ a: tf.tensor([1]), b: tf.tensor([2]) }, { a: tf.tensor([0.5]) });
    expect([await out['a']?.data(), await out['b']?.data()]).toEqual([
      Float32Array.of(1.5),
      Float32Array.of(2),
    ]);
  });
  it('an absent state is named', () => {
    const schedule = Object.fromEntries(
      Object.entries(nadam().schedule(1)).map(([k, v]) => [k, tf.scalar(v)]),
    );
    expect(() => nadam().update({ updates: { w: tf.ones([1]) }, state: {}, schedule })).toThrow('m/w');
  });
});
