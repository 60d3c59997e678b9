import { startBackend, toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import {
  matmul,
  type NdArray,
  ndarray,
  row,
  symmetricEigen,
  symmetricInverse,
  transpose,
  zeros,
} from '@parton/ndarray';
import { type FkOperand, type Observable, predict } from '@parton/observables';
import { evaluatePdf, initPdf, pdfModel, splitParameters } from '@parton/pdf-model';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  chi2Reporter,
  evaluateObjective,
  type FittedCovariance,
  type Objective,
  objective,
  objectiveTensors,
} from '../src/index.ts';

const numbers = (count: number, seed: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(seed + 1.7 * i + 0.01 * i * i));
const x = Float64Array.of(1e-3, 1e-2, 0.1, 0.3, 0.7);
const table = (points: number, channels: number[], seed: number): FkOperand => ({
  hadrons: 1,
  x,
  channels,
  values: ndarray(numbers(points * channels.length * 5, seed), [points, channels.length, 5]),
});
const data: Observable[] = [
  { name: 'structure function', operation: 'NULL', operands: [table(4, [1, 2, 3, 9], 1)] },
  { name: 'asymmetry', operation: 'ASY', operands: [table(3, [1, 2], 2), table(3, [4, 10], 3)] },
];
const positivity: Observable[] = [
  { name: 'F2', operation: 'NULL', operands: [table(2, [1, 9], 4)] },
  { name: 'FL', operation: 'NULL', operands: [table(3, [2], 5)] },
];
const integrability: Observable[] = [
  {
    name: 'T3',
    operation: 'NULL',
    operands: [{ ...table(1, [9], 6), x: x.slice(0, 1), values: ndarray([1], [1, 1, 1]) }],
  },
];

const model = pdfModel({
  basis: 'EVOL',
  flavours: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15'].map((fl) => ({
    fl,
    smallx: [0.6, 0.7],
    largex: [2, 3],
    trainable: false,
  })),
  network: { nodes: [4, 8], activations: ['tanh', 'linear'], initializer: 'glorot_normal' },
  sumRules: 'ALL',
});
const seeds = [5, 77];
const parameters = initPdf(model, seeds);
const pdfs = splitParameters(parameters).map((replica, r) => evaluatePdf(model, replica, seeds[r] ?? 0));

const variances = Float64Array.from({ length: 7 }, (_, i) => 0.2 + 0.1 * i);
const columns = ndarray(numbers(14, 9), [7, 2]);
const covariance = matmul(columns, transpose(columns));
variances.forEach((variance, i) => (covariance.data[i * 8] = (covariance.data[i * 8] ?? 0) + variance));
const pseudodata = ndarray(
  numbers(14, 12).map((value) => 2 * value),
  [2, 7],
);
const training = ndarray([1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0], [2, 7]);
const masks = {
  training,
  validation: ndarray(
    training.data.map((value) => 1 - value),
    [2, 7],
  ),
};

function eigenmodes(): FittedCovariance {
  const { values, vectors } = symmetricEigen(covariance);
  return { kind: 'eigenmodes', rotation: vectors, eigenvalues: values };
}
const kinds: Record<string, FittedCovariance> = {
  'nuisance columns': { kind: 'columns', groups: [{ variances, columns }] },
  'full covariance': { kind: 'full', covariance },
  eigenmodes: eigenmodes(),
};

const evaluate = (built: Objective, kernel?: tf.Tensor) =>
  evaluateObjective(
    built,
    objectiveTensors(built, toTensor),
    {
      ...Object.fromEntries(Object.entries(parameters).map(([name, array]) => [name, toTensor(array)])),
      ...(kernel === undefined ? {} : { kernel_1: kernel }),
    },
    {
      positivity: tf.tensor([[30, 40]]),
      positivityInitial: tf.tensor([[3, 4]]),
      integrability: tf.tensor([[5]]),
    },
  );
const build = (fitted: FittedCovariance) =>
  objective({
    model,
    parameters,
    seeds,
    data,
    positivity,
    integrability,
    covariance: fitted,
    pseudodata,
    masks,
  });

/** chi2 of the masked points of one replica, straight from the definition. */
function expected(kind: string, r: number, mask: NdArray): number {
  const predictions = ndarray(
    data.flatMap((set) => [...predict(set, pdfs[r] ?? (() => zeros([14, 5])))]),
    [7, 1],
  );
  const difference = ndarray(
    predictions.data.map((value, i) => value - (row(pseudodata, r).data[i] ?? 0)),
    [7, 1],
  );
  const rotation = kinds[kind]?.kind === 'eigenmodes' ? symmetricEigen(covariance).vectors : undefined;
  const d = rotation === undefined ? difference : matmul(rotation, difference);
  const c = rotation === undefined ? covariance : matmul(matmul(rotation, covariance), transpose(rotation));
  const kept = [...row(mask, r).data.entries()].filter(([, value]) => value === 1).map(([i]) => i);
  const block = symmetricInverse(
    ndarray(
      kept.flatMap((i) => kept.map((j) => c.data[i * 7 + j] ?? 0)),
      [kept.length, kept.length],
    ),
  );
  return kept.reduce(
    (sum, i, a) =>
      kept.reduce(
        (s, j, b) => s + (d.data[i] ?? 0) * (block.data[a * kept.length + b] ?? 0) * (d.data[j] ?? 0),
        sum,
      ),
    0,
  );
}

eachBackend('objective', () => {
  it.each(Object.keys(kinds))('with %s is the definition', async (kind) => {
    const losses = evaluate(build(kinds[kind] ?? eigenmodes()));
    const both = (mask: NdArray) => [0, 1].map((r) => expected(kind, r, mask));
    expect(await losses.training.data()).toBeAllclose(both(masks.training), { rtol: 1e-4 });
    expect(await losses.validation.data()).toBeAllclose(both(masks.validation), { rtol: 1e-4 });
  });

  it('adds the penalties of every set with its own multiplier', async () => {
    const losses = evaluate(build(eigenmodes()));
    const penalty = (sets: Observable[], multipliers: number[], f: (y: number) => number) =>
      pdfs.map((pdf) =>
        sets.map((set, s) =>
          predict(set, pdf).reduce((sum, value) => sum + f((multipliers[s] ?? 0) * value), 0),
        ),
      );
    const elu = (y: number) => (y < 0 ? -y : 1e-7 * Math.expm1(-y));
    expect(await losses.positivity.data()).toBeAllclose(penalty(positivity, [30, 40], elu), {
      rtol: 1e-4,
      atol: 1e-6,
    });
    expect(await losses.positivityInitial.data()).toBeAllclose(penalty(positivity, [3, 4], elu), {
      rtol: 1e-4,
      atol: 1e-6,
    });
    expect(await losses.integrability.data()).toBeAllclose(
      penalty(integrability, [5], (y) => y * y),
      { rtol: 1e-4 },
    );
    const total = tf.add(
      losses.training,
      tf.add(tf.sum(losses.positivity, 1), tf.sum(losses.integrability, 1)),
    );
    expect(await losses.total.data()).toBeAllclose(await total.data(), { rtol: 1e-6 });
  });

  it('leaves the other replica bit-identical when one is NaN, gradients included', async () => {
    const built = build(kinds['nuisance columns'] ?? eigenmodes());
    const kernel = parameters['kernel_1'] ?? zeros([0]);
    const half = kernel.data.length / 2;
    const poisoned = ndarray(
      kernel.data.map((value, i) => (i < half ? Number.NaN : value)),
      kernel.shape,
    );
    const slope = (value: NdArray) =>
      tf
        .grad((k) => tf.sum(evaluate(built, k).total))(toTensor(value))
        .data();
    const healthy = await slope(kernel);
    const got = await slope(poisoned);
    expect(got[0]).toBeNaN();
    expect(got.slice(half)).toEqual(healthy.slice(half));
  });
});

describe('chi2Reporter', () => {
  it('is d^T C^-1 d, in total and with the block of each set', () => {
    const central = row(pseudodata, 0).data;
    const pdf = pdfs[1] ?? (() => zeros([14, 5]));
    const report = chi2Reporter({ data, covariance, central })(pdf);
    const d = report.predictions.map((value, i) => value - (central[i] ?? 0));
    const quadratic = (from: number, to: number) => {
      const n = to - from;
      const block = ndarray(
        Array.from(
          { length: n * n },
          (_, k) => covariance.data[(from + Math.floor(k / n)) * 7 + from + (k % n)] ?? 0,
        ),
        [n, n],
      );
      const column = ndarray(d.slice(from, to), [n, 1]);
      return matmul(transpose(column), matmul(symmetricInverse(block), column)).data[0] ?? 0;
    };
    expect(report.total).toBeAllclose(quadratic(0, 7), { rtol: 1e-10 });
    expect(report.datasets.map(({ chi2 }) => chi2)).toBeAllclose([quadratic(0, 4), quadratic(4, 7)], {
      rtol: 1e-10,
    });
    expect(report.datasets.map(({ name, points }) => [name, points])).toEqual([
      ['structure function', 4],
      ['asymmetry', 3],
    ]);
  });
});

describe('groups', () => {
  it('that are not correlated add up', async () => {
    await startBackend('cpu');
    const blocks = [0, 4].map((from, g) => {
      const n = g === 0 ? 4 : 3;
      return {
        variances: variances.slice(from, from + n),
        columns: ndarray(columns.data.slice(2 * from, 2 * (from + n)), [n, 2]),
      };
    });
    const full = zeros([7, 7]);
    blocks.forEach((block, g) => {
      const product = matmul(block.columns, transpose(block.columns));
      const n = block.variances.length;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          full.data[(i + 4 * g) * 7 + j + 4 * g] =
            (product.data[i * n + j] ?? 0) + (i === j ? (block.variances[i] ?? 0) : 0);
    });
    const grouped = evaluate(build({ kind: 'columns', groups: blocks }));
    const whole = evaluate(build({ kind: 'full', covariance: full }));
    expect(await grouped.training.data()).toBeAllclose(await whole.training.data(), { rtol: 1e-5 });
    expect(await grouped.validation.data()).toBeAllclose(await whole.validation.data(), { rtol: 1e-5 });
  });
});
