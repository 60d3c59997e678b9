import '@parton/testing';
import { eachBackend } from '@parton/backend-suite';
import { startBackend, toTensor } from '@parton/backend';
import { type NdArray, ndarray } from '@parton/ndarray';
import { evaluate } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { stopGradient, type Tensors, trace, valueAndGrads } from '../src/index.ts';
import { mapRecord } from '../src/map-record.ts';

const x = ndarray([0.5, -1, 2, 0.25, 3, -0.75], [2, 3]);
const w = ndarray([1, 2, -1], [3]);

/** Loss `[2]`: one number per row, from the parameters of that row and shared ones. */
const rows = (p: Tensors<'x' | 'w' | 'unused'>) => {
  const y = tf.tanh(tf.mul(p.x, p.w));
  return { loss: tf.sum(tf.square(y), 1), aux: { y } };
};
const ROWS = [x, w, w] as const;

/** All results of a function of named arrays, from the recorded graph in float64. */
function recorded(f: (given: Tensors) => Tensors, given: Record<string, NdArray>): Record<string, number[]> {
  const { outputs } = trace(({ inputs }) => ({ state: {}, outputs: f(inputs) }), {
    state: {},
    inputs: mapRecord(given, ({ shape }) => shape),
  });
  const feeds = Object.fromEntries(Object.entries(given).map(([name, array]) => [`input ${name}`, array]));
  const found = evaluate(Object.values(outputs), feeds);
  return Object.fromEntries(Object.keys(outputs).map((name, i) => [name, Array.from(found[i]?.data ?? [])]));
}

eachBackend('valueAndGrads, eager', () => {
  it('gives the loss as it is, aux, and zeros for what is not used', () => {
    const [a, b, c] = ROWS.map(toTensor);
    if (!a || !b || !c) throw new Error('three tensors');
    const { loss, aux, grads } = valueAndGrads(rows, { x: a, w: b, unused: c });
    const y = x.data.map((value, i) => Math.tanh(value * (w.data[i % 3] ?? 0)));
    const slope = y.map((value, i) => 2 * value * (1 - value * value) * (w.data[i % 3] ?? 0));
    expect(loss.dataSync()).toBeAllclose(
      [0, 1].map((r) => y.subarray(3 * r, 3 * r + 3).reduce((s, v) => s + v * v, 0)),
      { rtol: 1e-6 },
    );
    expect(aux.y.dataSync()).toBeAllclose(y, { rtol: 1e-6 });
    expect(grads.x.dataSync()).toBeAllclose(slope, { rtol: 2e-6, atol: 1e-7 });
    expect(grads.unused.dataSync()).toEqual(new Float32Array(3));
  });
  it('leaves nothing behind but its results, which belong to the surrounding tidy', () => {
    const before = tf.memory().numTensors;
    const sum = tf.tidy(() => {
      const tensor = toTensor(x);
      const { loss, aux, grads } = valueAndGrads(
        (p) => ({ loss: tf.sum(tf.exp(p.x)), aux: { same: p.x, e: tf.exp(p.x) } }),
        { x: tensor },
      );
      return tf.addN([loss, tf.sum(aux.same), tf.sum(aux.e), tf.sum(grads.x)]);
    });
    expect(tf.memory().numTensors).toBe(before + 1);
    sum.dispose();
  });
  it('leaves nothing behind when the function throws', () => {
    const before = tf.memory().numTensors;
    const fail = () => {
      throw new Error('no');
    };
    expect(() => tf.tidy(() => valueAndGrads(fail, { x: toTensor(x) }).loss)).toThrow('no');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('valueAndGrads, recorded', () => {
  beforeAll(async () => {
    await startBackend('cpu');
  });

  it("agrees with tfjs' own tape, recorded as well, to the last digits of float64", () => {
    const loss = (p: Tensors): tf.Tensor => {
      const h = tf.elu(tf.matMul(p['a'] ?? tf.zeros([]), p['b'] ?? tf.zeros([]), false, true));
      return tf.mean(
        tf.square(tf.sub(tf.softmax(tf.concat([h, tf.relu(h)], 1)), tf.sigmoid(tf.slice(h, [0, 0], [2, 1])))),
      );
    };
    const given = { a: x, b: ndarray([1, 0.5, -1, 2, 0.25, 0.125], [2, 3]) };
    const ours = recorded((p) => valueAndGrads((q) => ({ loss: loss(q), aux: {} }), p).grads, given);
    const theirs = recorded((p) => {
      const [a, b] = tf.grads((...[c, d]: tf.Tensor[]) =>
        loss({ a: c ?? tf.zeros([]), b: d ?? tf.zeros([]) }),
      )(Object.values(p));
      return { a: a ?? tf.zeros([]), b: b ?? tf.zeros([]) };
    }, given);
    expect(ours['a']).toBeAllclose(theirs['a'] ?? [], { rtol: 1e-13, atol: 1e-16 });
    expect(ours['b']).toBeAllclose(theirs['b'] ?? [], { rtol: 1e-13, atol: 1e-16 });
  });

  it.each<[string, (a: tf.Tensor) => tf.Tensor]>([
    ['relu', tf.relu],
    ['elu', tf.elu],
    ['leakyRelu', (a) => tf.leakyRelu(a, 0.25)],
    ['clipByValue', (a) => tf.clipByValue(a, 0, 1)],
    ['maximum', (a) => tf.maximum(a, tf.mul(a, a))],
    ['minimum', (a) => tf.minimum(a, tf.mul(a, a))],
    ['max', (a) => tf.max(tf.mul(a, a))],
    ['min', (a) => tf.min(tf.mul(a, a))],
  ])('does at kinks and ties what tfjs does: %s', (_, f) => {
    const kinks = ndarray([0, 1, -1, 0, 0.5], [5]);
    const eager = tf.tidy(() =>
      valueAndGrads((p) => ({ loss: f(p.a), aux: {} }), { a: toTensor(kinks) }).grads.a.dataSync(),
    );
    const found = recorded(
      (p) => valueAndGrads((q) => ({ loss: f(q['a'] ?? tf.zeros([])), aux: {} }), p).grads,
      { a: kinks },
    );
    expect(found['a']).toBeAllclose(eager, { rtol: 1e-6 });
  });

  it('differentiates with respect to computed, constant and repeated parameters', () => {
    const found = recorded(
      ({ x: given = tf.zeros([]) }) => {
        const computed = tf.reshape(given, [6]);
        const { grads } = valueAndGrads(
          (p) => ({
            loss: tf.sum(tf.mul(tf.reshape(p.computed, [2, 3]), tf.mul(tf.reshape(p.again, [2, 3]), p.ones))),
            aux: {},
          }),
          { computed, again: computed, ones: tf.ones([2, 3]) },
        );
        return { computed: grads.computed, again: grads.again, ones: grads.ones };
      },
      { x },
    );
    const values = [...x.data];
    expect(found).toEqual({ computed: values, again: values, ones: values.map((v) => v * v) });
  });

  it('can be nested', () => {
    const found = recorded(
      ({ x: given = tf.zeros([]) }) => {
        const cube = (p: Tensors<'x'>) => ({ loss: tf.mul(p.x, tf.square(p.x)), aux: {} });
        return valueAndGrads((p) => ({ loss: valueAndGrads(cube, p).grads.x, aux: {} }), { x: given }).grads;
      },
      { x },
    );
    expect(found['x']).toEqual(Array.from(x.data, (v) => 6 * v));
  });

  it('gives zeros for what is not used', () => {
    const found = recorded(
      (p) =>
        valueAndGrads(rows, {
          x: p['x'] ?? tf.zeros([]),
          w: p['w'] ?? tf.zeros([]),
          unused: p['w'] ?? tf.zeros([]),
        }).grads,
      { x, w },
    );
    expect(found['unused']).toEqual([0, 0, 0]);
  });
});

describe('stopGradient', () => {
  const product = (p: Tensors<'x'>) => ({ loss: tf.mul(p.x, stopGradient(tf.square(p.x))), aux: {} });

  it('recorded: the value stays, the factor counts as constant', () => {
    const found = recorded(
      ({ x: given }) => {
        const { loss, grads } = valueAndGrads(product, { x: given ?? tf.scalar(0) });
        return { loss, slope: grads.x };
      },
      { x },
    );
    expect(found['loss']).toBeAllclose(
      x.data.map((value) => value ** 3),
      { rtol: 1e-15 },
    );
    expect(found['slope']).toBeAllclose(
      x.data.map((value) => value ** 2),
      { rtol: 1e-15 },
    );
  });

  it('eagerly as well', async () => {
    await startBackend('cpu');
    const { loss, grads } = valueAndGrads(product, { x: toTensor(x) });
    expect(await loss.data()).toBeAllclose(
      x.data.map((value) => value ** 3),
      { rtol: 1e-6 },
    );
    expect(await grads.x.data()).toBeAllclose(
      x.data.map((value) => value ** 2),
      { rtol: 1e-6 },
    );
  });
});
