import { buildScaler } from '@parton/feature-scaling';
import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { matmul, type NdArray, ndarray, row } from '@parton/ndarray';
import '@parton/testing';
import { gaussGrid } from '@parton/x-integrator';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  applyPdf,
  type Arrays,
  evaluatePdf,
  initPdf,
  pdfConstants,
  type PdfModel,
  splitParameters,
  trainableNames,
} from '../src/index.ts';
import { flavours, smallModel } from './models.ts';

const grid = Float64Array.of(1e-7, 1e-5, 1e-3, 0.05, 0.3, 0.7, 1);
const seeds = [1872583848, 794921487, 111352301];
const tensors = (arrays: Arrays) =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, toTensor(array)]));

/** `[R, K, N]` by tensors. */
function forward(model: PdfModel, parameters: Arrays, ids: readonly number[] = seeds): tf.Tensor {
  return applyPdf(model, tensors(parameters), tensors(pdfConstants(model, { grid, parameters, seeds: ids })));
}
/** The 14 FK flavours of one replica from `[R, K, N]`. */
async function full(model: PdfModel, xf: tf.Tensor, r: number): Promise<NdArray> {
  const all = ndarray(await xf.data(), xf.shape);
  return matmul(model.reduced.expansion, row(all, r));
}
const scaler = buildScaler(
  [Float64Array.from({ length: 40 }, (_, i) => 10 ** (-7 + i / 6)), Float64Array.of(0.3, 0.5, 0.7, 0.9, 1)],
  12,
);

const variants: Record<string, () => PdfModel> = {
  'EVOL, frozen exponents': () => smallModel(),
  'EVOL, trainable exponents': () => smallModel({ flavours: flavours(true) }),
  'EVOL, some trainable': () =>
    smallModel({ flavours: flavours().map((fl, j) => ({ ...fl, trainable: j % 2 === 0 })) }),
  'feature scaling': () =>
    smallModel({
      scaler,
      flavours: flavours().map(({ fl, smallx, trainable }) => ({ fl, smallx, trainable })),
    }),
  'charm asymmetry, its own valence rule': () =>
    smallModel({
      basis: 'CCBAR_ASYMM',
      flavours: [...flavours(), { fl: 'v15', smallx: [0.5, 0.6], largex: [1.5, 3], trainable: false }],
      network: { nodes: [5, 9], activations: ['sigmoid', 'linear'], initializer: 'glorot_uniform' },
      sumRules: 'ALLBUTCSR',
    }),
  'no sum rules': () => smallModel({ sumRules: 'NONE' }),
};

describe.each(Object.entries(variants))('%s', (_, make) => {
  const model = make();
  const parameters = initPdf(model, seeds);

  eachBackend('tensors', () => {
    it('agree with the float64 definition', async () => {
      const xf = forward(model, parameters);
      for (const [r, replica] of splitParameters(parameters).entries()) {
        const expected = evaluatePdf(model, replica, seeds[r] ?? 0)(grid);
        const largest = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect((await full(model, xf, r)).data).toBeAllclose(expected.data, {
          rtol: 5e-4,
          atol: 1e-5 * largest,
        });
      }
    });

    it('of the split single-replica models are the batch', async () => {
      const all = ndarray(await forward(model, parameters).data(), [
        3,
        model.reduced.rows.length,
        grid.length,
      ]);
      for (const [r, replica] of splitParameters(parameters).entries()) {
        const alone = await forward(model, replica, [seeds[r] ?? 0]).data();
        expect(row(all, r).data).toBeAllclose(alone, { rtol: 2e-5, atol: 1e-5 });
      }
    });
  });

  it('vanishes at x = 1', () => {
    for (const replica of splitParameters(parameters)) {
      const atOne = evaluatePdf(model, replica, 0)(Float64Array.of(1));
      expect([...atOne.data].map(Math.abs)).toBeAllclose(Array(14).fill(0), { atol: 1e-12 });
    }
  });
});

describe('sum rules', () => {
  it('of every replica close to 1e-6 on a grid that the model does not use', () => {
    const model = smallModel();
    const { x, weights } = gaussGrid({ logarithmic: 200, linear: 200 });
    for (const replica of splitParameters(initPdf(model, seeds))) {
      const xf = evaluatePdf(model, replica, 0)(x);
      const integral = (flavour: number, power: number) =>
        row(xf, flavour).data.reduce(
          (sum, value, i) => sum + value * (weights[i] ?? 0) * (x[i] ?? 1) ** -power,
          0,
        );
      expect(integral(1, 0) + integral(2, 0)).toBeAllclose(1, { atol: 1e-6 });
      expect([3, 4, 5, 6].map((flavour) => integral(flavour, 1))).toBeAllclose([3, 1, 3, 3], { rtol: 1e-6 });
    }
  });
});

describe('parameters', () => {
  it('depend on the own seed only, not on the batch', () => {
    const model = smallModel();
    const batch = initPdf(model, seeds);
    const alone = initPdf(model, seeds.slice(2));
    for (const [name, array] of Object.entries(alone)) {
      const inBatch = batch[name];
      expect(inBatch && row(inBatch, 2).data).toEqual(row(array, 0).data);
    }
  });

  it('that are trained include exponents only if some flavour asks for it', () => {
    expect(trainableNames(smallModel())).not.toContain('alpha');
    expect(trainableNames(smallModel({ flavours: flavours(true) }))).toContain('beta');
  });
});

eachBackend('gradients', () => {
  const model = smallModel({ flavours: flavours().map((fl, j) => ({ ...fl, trainable: j % 2 === 0 })) });
  const parameters = initPdf(model, seeds);
  const constants = pdfConstants(model, { grid, parameters, seeds });
  const names = trainableNames(model);
  const loss = (values: Record<string, tf.Tensor>, c: Record<string, tf.Tensor>) =>
    tf.sum(tf.tanh(tf.mul(applyPdf(model, { ...tensors(parameters), ...values }, c), 0.25)), [1, 2]);

  it('agree with central differences of the float64 definition', async () => {
    const c = tensors(constants);
    const gradients = tf.grads((...values: tf.Tensor[]) =>
      tf.sum(loss(Object.fromEntries(values.map((value, i) => [names[i] ?? '', value])), c)),
    )(names.map((name) => toTensor(parameters[name] ?? ndarray([], [0]))));
    const value = (moved: Arrays): number =>
      splitParameters(moved).reduce((sum, replica) => {
        const xf = evaluatePdf(model, replica, 0)(grid);
        return model.reduced.rows.reduce(
          (s, flavour) => row(xf, flavour).data.reduce((t, v) => t + Math.tanh(v / 4), s),
          sum,
        );
      }, 0);
    for (const [i, name] of names.entries()) {
      const array = parameters[name] ?? ndarray([], [0]);
      const slopes = await gradients[i]?.data();
      for (const k of [0, Math.floor(array.data.length / 2), array.data.length - 1]) {
        const flavour = k % 8;
        const frozen = (name === 'alpha' || name === 'beta') && flavour % 2 === 1;
        const at = (shift: number) =>
          value({
            ...parameters,
            [name]: ndarray(
              array.data.map((v, j) => (j === k ? v + shift : v)),
              array.shape,
            ),
          });
        const expected = frozen ? 0 : (at(1e-5) - at(-1e-5)) / 2e-5;
        // float32 forward and backward pass with cancelling sum-rule integrals
        expect(slopes?.[k] ?? Number.NaN).toBeAllclose(expected, { rtol: 5e-3, atol: 2e-4 });
      }
    }
  });

  it('of one replica are bit-identical when another is NaN', async () => {
    const c = tensors(constants);
    const kernel = parameters['kernel_1'] ?? ndarray([], [0]);
    const length = kernel.data.length / 3;
    const poisoned = ndarray(
      kernel.data.map((v, k) => (k < length ? Number.NaN : v)),
      kernel.shape,
    );
    const slope = async (value: NdArray) =>
      tf
        .grad((k) => tf.sum(loss({ kernel_1: k }, c)))(toTensor(value))
        .data();
    const healthy = await slope(kernel);
    const got = await slope(poisoned);
    expect(got[0]).toBeNaN();
    expect(got.slice(length)).toEqual(healthy.slice(length));
  });
});
