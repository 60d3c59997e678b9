import { startBackend } from '@parton/backend';
import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { compile, constant, trace } from '../src/index.ts';
import { numbers, replicas } from './training-step.ts';
it('x', async () => {
  await startBackend('cpu');
  const [R, F, N, H, D] = [3, 3, 7, 5, 9];
  const fs: Record<string, (x: Record<string, tf.Tensor>) => tf.Tensor> = {
    tanh: ({ h }) => tf.tanh(h!), exp: ({ h }) => tf.exp(h!), sig: ({ h }) => tf.sigmoid(h!), log: ({ h }) => tf.log(tf.abs(h!)), sqrt: ({ h }) => tf.sqrt(tf.abs(h!)), sin: ({h}) => tf.sin(h!), pow: ({h}) => tf.pow(tf.abs(h!), 0.75),
    softplus: ({h}) => tf.softplus(h!), recip: ({h}) => tf.reciprocal(h!), div: ({h}) => tf.div(h!, tf.tanh(h!)),
    mm: ({ h, k }) => tf.matMul(k!, h!), mmT: ({ h, d }) => tf.matMul(d!, h!, false, true), mmA: ({ k, d }) => tf.matMul(k!, d!, true, false),
    gemm: ({ f }) => tf.matMul(f!, constant(numbers([F * N, D], 50))), gemmT: ({ r }) => tf.matMul(r!, constant(numbers([F * N, D], 50)), false, true),
    sum2: ({ h }) => tf.sum(h!, 2), sum12: ({ h }) => tf.sum(h!, [1, 2]), mulb: ({ h, b }) => tf.mul(h!, b!), sumr: ({ r }) => tf.sum(r!, 1),
  };
  const shapes = { h: [R, H, N], k: [R, F, H], d: [R, F, N], f: [R, F * N], r: [R, D], b: [R, H, 1] };
  const order = [2, 0, 1];
  for (const precision of ['float32', 'float64'] as const) for (const [name, f] of Object.entries(fs)) {
    const p = await compile(trace(({ inputs }) => ({ state: {}, outputs: { y: f(inputs) } }), { state: {}, inputs: shapes }), { precision });
    await p.setState({});
    const all = Object.fromEntries(Object.entries(shapes).map(([n, s], i) => [n, numbers(s, i + 3)]));
    const a = (await p.step(all as any)).y; const b = (await p.step(Object.fromEntries(Object.entries(all).map(([n, x]) => [n, replicas(x, order)])) as any)).y;
    const w = replicas(a, order); const bad = [...b.data].map((x, i) => Object.is(x, w.data[i]) ? '' : i).filter((x) => x !== ''); console.log(precision, name, b.shape.join(), '|', bad.join());
  }
});
