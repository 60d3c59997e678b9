import { startBackend, toTensor } from '@parton/backend';
import { fromNested, type NdArray, type Nested, ndarray, stack } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import { beforeAll, expect, it } from 'vitest';
import { type GradientTransformation, optimizerByName } from '../src/index.ts';
import { drive } from './drive.ts';
import { plainSteps } from './plain.ts';

interface Weights {
  nn: Nested[];
  exponents: Record<string, number>;
}
interface Recorded {
  initial_weights: Weights[];
  gradients_step0: { by_variable: { variable: string; shape: number[]; values: Nested }[] };
  weights_after: Record<string, Weights[]>;
}

/** Ranges of the trained exponents in NNPDF's Basic_runcard.yml: alpha, beta. */
const RANGES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  v3: [
    [0.21, 0.57],
    [1.35, 3.08],
  ],
  v8: [
    [0.52, 0.76],
    [0.77, 3.56],
  ],
  t3: [
    [-0.37, 1.52],
    [1.74, 3.39],
  ],
  t8: [
    [0.56, 1.29],
    [1.45, 3.03],
  ],
  cp: [
    [0.12, 1.19],
    [1.83, 6.7],
  ],
};
const EXPONENTS = Object.keys(RANGES).flatMap((fl) => [`alpha_${fl}`, `beta_${fl}`]);

/** Trainable variables of all replicas, networks in the layout of Keras, exponents stacked as n3fit does: `[3, 1]`. */
function variables(weights: readonly Weights[]): Record<string, NdArray> {
  const layers = (weights[0]?.nn ?? []).map((_, i): [string, NdArray] => [
    `nn_${i}`,
    stack(weights.map(({ nn }) => fromNested(nn[i] ?? []))),
  ]);
  const exponents = EXPONENTS.map((name): [string, NdArray] => [
    name,
    ndarray(
      weights.map((replica) => replica.exponents[name] ?? Number.NaN),
      [weights.length, 1],
    ),
  ]);
  return Object.fromEntries([...layers, ...exponents]);
}

function gradientsOf({ gradients_step0 }: Recorded): Record<string, NdArray> {
  const find = (variable: string): NdArray => {
    const found = gradients_step0.by_variable.find((entry) => entry.variable === variable);
    return ndarray(fromNested(found?.values ?? []).data, found?.shape ?? []);
  };
  const layers = [0, 1, 2].flatMap((layer) =>
    ['kernel', 'bias'].map((kind, k): [string, NdArray] => [
      `nn_${2 * layer + k}`,
      stack([0, 1, 2].map((r) => find(`replica${r}/layer${layer}/${kind}`))),
    ]),
  );
  const exponents = EXPONENTS.map((name): [string, NdArray] => [name, find(`preprocessing_factor/${name}`)]);
  return Object.fromEntries([...layers, ...exponents]);
}

/** What n3fit does to an exponent after a step, with its 1e-7: not what Parton does, but what was recorded. */
function constrained(name: string, value: number): number {
  const [kind = '', fl = ''] = name.split('_');
  const [low, high] = RANGES[fl]?.[kind === 'alpha' ? 0 : 1] ?? [0, 0];
  return (value * Math.min(Math.max(value, low), high)) / (value + 1e-7);
}

sharedSuite('the first update of n3fit', 'fixtures/basic3.json', () => {
  beforeAll(async () => {
    await startBackend('cpu');
  });
  const basic = () => readShared<Recorded>('fixtures', 'basic3.json');
  const nadamAfter = () => readShared<Recorded>('fixtures', 'basic3-nadam.json').weights_after;
  // n3fit clips the exponents of all replicas together: no own axis. Networks are variables of one replica there too.
  const ownAxes = Object.fromEntries(EXPONENTS.map((name) => [name, 0]));
  const first = (optimizer: GradientTransformation, recorded: Recorded) => {
    const gradients = gradientsOf(recorded);
    return drive(optimizer, variables(recorded.initial_weights), 1, () =>
      Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, toTensor(g)])),
    );
  };
  const settings = [
    {
      name: 'RMSprop',
      learningRate: 0.01,
      clipnorm: 1,
      after: () => basic().weights_after['1'] ?? [],
      tolerance: 1e-9,
    },
    // Keras rounds the betas to float32, also in float64: 2e-8 of the learning rate.
    {
      name: 'Nadam',
      learningRate: 2.621e-3,
      clipnorm: 6.073e-6,
      after: () => nadamAfter()['1'] ?? [],
      tolerance: 2e-10,
    },
  ];

  it.each(settings)('$name: tensors (float32)', async ({ after, ...options }) => {
    const recorded = basic();
    const end = await first(optimizerByName({ ...options, ownAxes }), recorded);
    for (const [name, expected] of Object.entries(variables(after()))) {
      const found = end[name]?.data ?? [];
      const values = EXPONENTS.includes(name)
        ? Array.from(found, (value) => constrained(name, value))
        : found;
      // A float32 number below 5 (exponents) or 1 (networks), rounded twice.
      expect(values).toBeAllclose(expected.data, { rtol: 1.2e-7, atol: 2e-8 });
    }
  });

  it.each(settings)('$name: the plain version (float64)', ({ after, tolerance, ...options }) => {
    const recorded = basic();
    const [start, gradients, expected] = [
      variables(recorded.initial_weights),
      gradientsOf(recorded),
      variables(after()),
    ];
    for (const [name, array] of Object.entries(start)) {
      // One variable of one replica, except for the stacked exponents.
      const parts = EXPONENTS.includes(name) ? 1 : 3;
      const length = array.data.length / parts;
      const part = (of: NdArray | undefined, i: number) =>
        Array.from(of?.data.slice(i * length, (i + 1) * length) ?? []);
      for (let i = 0; i < parts; i++) {
        const [end = []] = plainSteps(options, part(array, i), [part(gradients[name], i)]);
        const values = parts === 1 ? end.map((value) => constrained(name, value)) : end;
        expect(values).toBeAllclose(part(expected[name], i), { atol: tolerance });
      }
    }
  });

  it('with a clip per replica, the exponents move otherwise: n3fit couples its replicas here', async () => {
    const coupled = await first(optimizerByName({ name: 'Nadam', clipnorm: 6.073e-6, ownAxes }), basic());
    const own = await first(optimizerByName({ name: 'Nadam', clipnorm: 6.073e-6 }), basic());
    const moved = EXPONENTS.some((name) =>
      (coupled[name]?.data ?? []).some((value, r) => Math.abs(value - (own[name]?.data[r] ?? 0)) > 1e-5),
    );
    expect(moved).toBe(true);
  });
});
