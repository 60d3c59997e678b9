import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { ndarray, row } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  amsgrad,
  chain,
  clipPerReplica,
  type GradientTransformation,
  nadam,
  rmsprop,
  sgd,
} from '../src/index.ts';
import { drive } from './drive.ts';
import { plainSteps } from './plain.ts';

/** The five steps of the written specification, computed independently (clipnorm 1): parameters after the last one. */
const START = [0.5, -0.5, 1];
const GRADIENTS = [
  [0.3, -0.2, 1.5],
  [-0.1, 0.4, 0.05],
  [2, -1, 0.5],
  [0, 0.01, -0.02],
  [0.3, 0.3, -0.6],
];
interface Case {
  readonly name: string;
  readonly rule: (options?: { learningRate?: number }) => GradientTransformation;
  /** The default of each rule. */
  readonly learningRate: number;
  readonly last: readonly number[];
}
const CASES: readonly Case[] = [
  {
    name: 'RMSprop',
    rule: rmsprop,
    learningRate: 0.01,
    last: [0.44158234213433906, -0.4913302373184912, 0.9785400568426971],
  },
  {
    name: 'Adam',
    rule: adam,
    learningRate: 0.01,
    last: [0.46918979349308176, -0.492938702876097, 0.9696997276586543],
  },
  {
    name: 'Amsgrad',
    rule: amsgrad,
    learningRate: 0.01,
    last: [0.46919252856454247, -0.49293923807662077, 0.9697013404728788],
  },
  {
    name: 'Nadam',
    rule: nadam,
    learningRate: 0.001,
    last: [0.4977128453406186, -0.4996544240953445, 0.9989483054585612],
  },
  {
    name: 'Adagrad',
    rule: adagrad,
    learningRate: 0.001,
    last: [0.49852107666234163, -0.5001589591658911, 0.9993080651637657],
  },
  {
    name: 'Adadelta',
    rule: adadelta,
    learningRate: 1,
    last: [0.496410930688372, -0.5000823403498841, 0.9991656316094275],
  },
  {
    name: 'Adamax',
    rule: adamax,
    learningRate: 0.001,
    last: [0.49781937474004867, -0.4992079835364127, 0.9977626974899967],
  },
  {
    name: 'SGD',
    rule: sgd,
    learningRate: 0.01,
    last: [0.4873266732199038, -0.5014392347481758, 0.9937947652443576],
  },
];

describe('the plain versions', () => {
  it.each(CASES)('$name: five steps', ({ name, learningRate, last }) => {
    const steps = plainSteps({ name, learningRate, clipnorm: 1 }, START, GRADIENTS);
    expect(steps.at(-1) ?? []).toBeAllclose(last, { rtol: 1e-13 });
  });
});

sharedSuite('the traces of the written specification', 'fixtures/model.json', () => {
  interface Trace {
    learning_rate: number;
    clipnorm: number;
    params_after_each_step: number[][];
  }
  interface Recorded {
    start: number[];
    gradients: number[][];
    steps: Record<string, Trace>;
    nadam_tight_clip: Trace;
  }
  const recorded = () => readShared<{ optimisers: Recorded }>('fixtures', 'model.json').optimisers;
  it('are those of the plain versions, step by step', () => {
    const { start, gradients, steps, nadam_tight_clip: tight } = recorded();
    expect(Object.keys(steps).sort()).toEqual(CASES.map(({ name }) => name).sort());
    for (const [name, trace] of [...Object.entries(steps), ['Nadam', tight] as const]) {
      const settings = { name, learningRate: trace.learning_rate, clipnorm: trace.clipnorm };
      expect(plainSteps(settings, start, gradients)).toBeAllclose(trace.params_after_each_step, {
        rtol: 1e-13,
      });
    }
  });
});

eachBackend('the update rules', () => {
  it.each(CASES)('$name: five steps, with the default learning rate', async ({ rule, last }) => {
    const optimizer = chain(clipPerReplica({ norm: 1 }), rule());
    const end = await drive(optimizer, { p: ndarray(START, [1, 3, 1]) }, 5, (_, step) => ({
      p: toTensor(ndarray(GRADIENTS[step - 1] ?? [], [1, 3, 1])),
    }));
    // Five roundings of float32 numbers below 1.
    expect(end['p']?.data).toBeAllclose(last, { atol: 3e-7 });
  });

  it.each(CASES)('$name: 100 steps of three replicas and two variables', async ({ name, rule }) => {
    const generator = pcg64(5);
    const shapes = { kernel_0: [3, 4, 2], bias_0: [3, 4, 1] } as const;
    const start = Object.fromEntries(
      Object.entries(shapes).map(([key, shape]) => [key, normals(generator, shape)]),
    );
    // Gradients of very different sizes for the three replicas: 1e-3, 1 and 1e3, on both sides of the clip.
    const gradients = Array.from({ length: 100 }, () =>
      Object.fromEntries(
        Object.entries(shapes).map(([key, shape]) => {
          const { data } = normals(generator, shape);
          return [
            key,
            ndarray(
              data.map((g, i) => g * 1e3 ** (Math.floor((3 * i) / data.length) - 1)),
              shape,
            ),
          ];
        }),
      ),
    );
    const settings = { name, learningRate: 0.0078125, clipnorm: 0.25 };
    const optimizer = chain(clipPerReplica({ norm: 0.25 }), rule({ learningRate: 0.0078125 }));
    const end = await drive(optimizer, start, 100, (_, step) =>
      Object.fromEntries(Object.entries(gradients[step - 1] ?? {}).map(([key, g]) => [key, toTensor(g)])),
    );
    for (const [key, array] of Object.entries(start)) {
      [0, 1, 2].forEach((r) => {
        const own = gradients.map((all) => Array.from(row(all[key] ?? array, r).data));
        const expected = plainSteps(settings, Array.from(row(array, r).data), own).at(-1) ?? [];
        // 100 float32 roundings (6e-8) of numbers of order 1, adding up like a random walk.
        expect(row(end[key] ?? array, r).data).toBeAllclose(expected, { atol: 4e-6 });
      });
    }
  });
});

function normals(generator: { normal(): number }, shape: readonly number[]) {
  const length = shape.reduce((product, n) => product * n, 1);
  return ndarray(
    Float64Array.from({ length }, () => generator.normal()),
    shape,
  );
}
