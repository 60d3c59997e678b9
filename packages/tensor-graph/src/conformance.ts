/**
 * One small graph per operation and way of broadcasting, with numbers to feed: a suite for whatever interprets,
 * differentiates or compiles graphs.
 *
 * ```ts
 * for (const operationCase of operationCases) {
 *   const graph = new Graph();
 *   const { output, feeds } = prepare(graph, operationCase);
 *   const expected = evaluate([output], feeds);
 * }
 * ```
 *
 * @module
 */
import type { Graph } from './graph.ts';
import { sizeOf } from './shape.ts';
import type { DenseArray, Value } from './value.ts';

/** Reproducible numbers in (-1, 1), all different. */
export function numbers(shape: readonly number[], seed = 1): DenseArray {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, next) };
}

export interface OperationCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  /** Gets one input per shape. */
  readonly build: (graph: Graph, a: Value, b: Value, c: Value) => Value;
  /** Moves the numbers in (-1, 1) to where the operation is defined and smooth. */
  readonly domain?: (x: number) => number;
}

const positive = (x: number): number => 1.5 + x;

const UNARY = ['abs', 'cos', 'exp', 'expm1', 'neg', 'sigmoid', 'sign', 'sin', 'softplus', 'tanh'] as const;
const UNARY_POSITIVE = ['log', 'log1p', 'reciprocal', 'sqrt'] as const;
const BINARY = ['add', 'sub', 'mul', 'maximum', 'minimum'] as const;
const BINARY_POSITIVE = ['div', 'pow'] as const;

/** Equal shapes, a scalar, a missing leading axis, axes of length one on both sides. */
const PAIRS = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], []],
  [[3], [2, 3]],
  [
    [2, 1, 4],
    [1, 3, 1],
  ],
];

const unary = (name: (typeof UNARY | typeof UNARY_POSITIVE)[number]): OperationCase => ({
  name,
  shapes: [[2, 3]],
  build: (g, a) => g.unary(name, a),
});
const binary = (name: (typeof BINARY | typeof BINARY_POSITIVE)[number]): OperationCase[] =>
  PAIRS.map((shapes) => ({
    name: `${name} ${JSON.stringify(shapes)}`,
    shapes,
    build: (g, a, b) => g.binary(name, a, b),
  }));

const matMuls: OperationCase[] = [
  [
    [2, 3],
    [3, 4],
  ],
  [
    [5, 2, 3],
    [5, 3, 4],
  ],
  [
    [5, 2, 3],
    [3, 4],
  ],
  [
    [1, 2, 3],
    [5, 3, 4],
  ],
  [
    [2, 1, 2, 3],
    [3, 3, 4],
  ],
].flatMap(([left = [], right = []]) =>
  [false, true].flatMap((ta) =>
    [false, true].map((tb): OperationCase => {
      const swap = (shape: number[], yes: boolean) =>
        yes ? [...shape.slice(0, -2), shape.at(-1) ?? 0, shape.at(-2) ?? 0] : shape;
      const shapes = [swap(left, ta), swap(right, tb)];
      const name = `matMul ${JSON.stringify(shapes)} ${ta ? 'T' : '-'}${tb ? 'T' : '-'}`;
      return { name, shapes, build: (g, a, b) => g.matMul(a, b, ta, tb) };
    }),
  ),
);

const reductions = (['sum', 'max', 'min'] as const).flatMap((name) =>
  [[0], [1], [2], [0, 2], [0, 1, 2]].map((axes): OperationCase => ({
    name: `${name} ${axes.join()}`,
    shapes: [[2, 3, 4]],
    build: (g, a) => g.reduce(name, a, axes),
  })),
);

const structure: OperationCase[] = [
  { name: 'reshape', shapes: [[2, 3, 4]], build: (g, a) => g.reshape(a, [4, 6]) },
  { name: 'broadcastTo', shapes: [[3, 1]], build: (g, a) => g.broadcastTo(a, [2, 3, 4]) },
  { name: 'transpose', shapes: [[2, 3, 4]], build: (g, a) => g.transpose(a, [2, 0, 1]) },
  { name: 'slice', shapes: [[4, 5]], build: (g, a) => g.slice(a, [1, 2], [2, 3]) },
  { name: 'pad', shapes: [[2, 3]], build: (g, a) => g.pad(a, [1, 0], [0, 2], 7) },
  {
    name: 'concat',
    shapes: [
      [2, 1],
      [2, 3],
      [2, 2],
    ],
    build: (g, a, b, c) => g.concat([a, b, c], 1),
  },
  { name: 'concat of one value twice', shapes: [[2, 3]], build: (g, a) => g.concat([a, a], 0) },
  { name: 'gather with repeats', shapes: [[2, 4, 3]], build: (g, a) => g.gather(a, [3, 0, 3, 1, 3], 1) },
  {
    name: 'scatterAdd',
    shapes: [[2, 4, 3]],
    build: (g, a) => g.apply({ kind: 'scatterAdd', axis: 1, indices: [0, 2, 0, 4], length: 5 }, [a]),
  },
  {
    name: 'where',
    shapes: [[2, 3], [3], [2, 1]],
    build: (g, a, b, c) => g.where(g.compare('less', a, g.fill(0)), b, c),
  },
];

const logic: OperationCase[] = [
  ...(['equal', 'less', 'lessEqual'] as const).map((name): OperationCase => ({
    name,
    shapes: [[2, 3], [3]],
    build: (g, a, b) => g.cast(g.compare(name, a, b)),
  })),
  ...(['and', 'or'] as const).map((name): OperationCase => ({
    name,
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (g, a, b) => {
      const zero = g.fill(0);
      return g.cast(g[name](g.compare('less', zero, a), g.compare('less', zero, b)));
    },
  })),
  { name: 'not', shapes: [[2, 3]], build: (g, a) => g.cast(g.not(g.compare('less', g.fill(0), a))) },
  {
    name: 'where of conditions',
    shapes: [[2, 3], [3], [2, 1]],
    build: (g, a, b, c) => {
      const [p, q, r] = [a, b, c].map((x) => g.compare('less', g.fill(0), x));
      return p && q && r ? g.cast(g.where(p, q, r)) : a;
    },
  },
];

const compositions: OperationCase[] = [
  { name: 'x + x and x x', shapes: [[3]], build: (g, a) => g.mul(g.add(a, a), a) },
  {
    name: 'split and join',
    shapes: [[2, 5]],
    build: (g, a) => {
      const [left, right] = [g.slice(a, [0, 0], [2, 2]), g.slice(a, [0, 2], [2, 3])];
      return g.concat([g.mul(right, right), g.unary('exp', left)], 1);
    },
  },
  {
    name: 'softmax over the last axis',
    shapes: [[2, 3]],
    build: (g, a) => {
      const e = g.unary('exp', g.sub(a, g.reshape(g.reduce('max', a, [1]), [2, 1])));
      return g.div(e, g.reshape(g.reduce('sum', e, [1]), [2, 1]));
    },
  },
  {
    name: 'a dense layer with transposes outside',
    shapes: [
      [5, 3, 2],
      [5, 3, 4],
      [5, 2, 1],
    ],
    build: (g, w, h, bias) => g.unary('tanh', g.add(g.matMul(g.transpose(w, [0, 2, 1]), h), bias)),
  },
];

/** At least one case per differentiable operation and per way of broadcasting. */
export const operationCases: readonly OperationCase[] = [
  ...UNARY.map(unary),
  ...UNARY_POSITIVE.map((name) => ({ ...unary(name), domain: positive })),
  ...BINARY.flatMap(binary),
  ...BINARY_POSITIVE.flatMap(binary).map((entry) => ({ ...entry, domain: positive })),
  ...matMuls,
  ...reductions,
  ...structure,
  ...logic,
  ...compositions,
];

/** The inputs of a case, called x0, x1, .., and numbers for them. */
export function prepare(graph: Graph, { shapes, build, domain = (x) => x }: OperationCase) {
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const feeds = Object.fromEntries(
    shapes.map((shape, i) => {
      const { data } = numbers(shape, i + 1);
      return [`x${i}`, { shape, data: data.map(domain) }];
    }),
  );
  const zero = graph.fill(0);
  const [a = zero, b = zero, c = zero] = inputs;
  return { inputs, feeds, output: build(graph, a, b, c) };
}
