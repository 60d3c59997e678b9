import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../src/index.ts';

export interface KernelCase {
  readonly name: string;
  /** Shapes of the operands x0, x1, .. */
  readonly shapes: readonly (readonly number[])[];
  readonly f: (x: tf.Tensor, y: tf.Tensor, z: tf.Tensor) => tf.Tensor | tf.Tensor[];
  /** Moves numbers in (-1, 1) to where the operation is defined and smooth. */
  readonly domain?: (x: number) => number;
  /**
   * Whether tfjs itself can differentiate it, by default true. It cannot where it compares, nor where the operands of
   * a maximum, a minimum or a squared difference broadcast.
   */
  readonly tape?: boolean;
}

const positive = (x: number): number => 1.5 + x;
const away = (x: number): number => x + 0.1 * Math.sign(x);

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

const unary = (name: string, f: (x: tf.Tensor) => tf.Tensor, domain?: (x: number) => number): KernelCase => ({
  name,
  shapes: [[2, 3]],
  f,
  ...(domain === undefined ? {} : { domain }),
});
const binary = (
  name: string,
  f: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
  domain?: (x: number) => number,
): KernelCase[] =>
  PAIRS.map((shapes) => ({ ...unary(`${name} ${JSON.stringify(shapes)}`, (x) => x, domain), shapes, f }));
const onlySameShapes = (cases: KernelCase[]): KernelCase[] =>
  cases.map((entry, i) => ({ ...entry, tape: i === 0 }));

type Comparison = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;
const comparison = (name: string, f: Comparison): KernelCase[] =>
  binary(name, (x, y) => tf.cast(f(x, y), 'float32')).map((entry) => ({ ...entry, tape: false }));
const predicate = (name: string, f: (x: tf.Tensor) => tf.Tensor): KernelCase => ({
  ...unary(name, (x) => tf.cast(f(x), 'float32')),
  tape: false,
});

const functions: KernelCase[] = [
  unary('abs', tf.abs),
  unary('clipByValue', (x) => tf.clipByValue(x, -0.3, 0.4)),
  unary('cos', tf.cos),
  unary('elu', tf.elu, (x) => 3 * away(x)),
  unary('exp', tf.exp),
  unary('expm1', tf.expm1),
  unary('leakyRelu', (x) => tf.leakyRelu(x, 0.1), away),
  unary('log', tf.log, positive),
  unary('log1p', tf.log1p, positive),
  unary('neg', tf.neg),
  unary('reciprocal', tf.reciprocal, positive),
  unary('relu', tf.relu, away),
  unary('rsqrt', tf.rsqrt, positive),
  unary('sigmoid', tf.sigmoid),
  unary('sign', tf.sign),
  unary('sin', tf.sin),
  unary('softplus', tf.softplus, (x) => 5 * x),
  unary('sqrt', tf.sqrt, positive),
  unary('square', tf.square),
  unary('step', (x) => tf.step(x, 0.25)),
  unary('tanh', tf.tanh),
  predicate('isFinite', (x) => tf.isFinite(tf.div(x, tf.relu(x)))),
  predicate('isInf', (x) => tf.isInf(tf.div(x, tf.relu(x)))),
  predicate('isNaN', (x) => tf.isNaN(tf.sqrt(x))),
  predicate('cast to bool', (x) => tf.cast(tf.relu(x), 'bool')),
];

const arithmetic: KernelCase[] = [
  ...binary('add', tf.add),
  ...binary('sub', tf.sub),
  ...binary('mul', tf.mul),
  ...binary('div', tf.div, positive),
  ...binary('pow', tf.pow, positive),
  ...onlySameShapes(binary('maximum', tf.maximum)),
  ...onlySameShapes(binary('minimum', tf.minimum)),
  ...onlySameShapes(binary('squaredDifference', tf.squaredDifference)),
  {
    name: 'addN',
    shapes: [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    f: (x, y, z) => tf.addN([x, y, z]),
  },
  ...comparison('greater', tf.greater),
  ...comparison('greaterEqual', tf.greaterEqual),
  ...comparison('less', tf.less),
  ...comparison('lessEqual', tf.lessEqual),
  ...comparison('equal', (x, y) => tf.equal(x, tf.maximum(x, y))),
  ...comparison('notEqual', (x, y) => tf.notEqual(x, tf.maximum(x, y))),
  ...comparison('logicalAnd', (x, y) => tf.logicalAnd(tf.greater(x, 0), tf.greater(y, 0))),
  ...comparison('logicalOr', (x, y) => tf.logicalOr(tf.greater(x, 0), tf.greater(y, 0))),
  predicate('logicalNot', (x) => tf.logicalNot(tf.greater(x, 0))),
  {
    name: 'where',
    shapes: [[2, 3], [3], [2, 1]],
    f: (x, y, z) => tf.where(tf.greater(x, 0), y, z),
    tape: false,
  },
];

const products: KernelCase[] = [
  ...[false, true].flatMap((ta) =>
    [false, true].map((tb): KernelCase => ({
      name: `matMul ${ta ? 'T' : '-'}${tb ? 'T' : '-'}`,
      shapes: [ta ? [5, 3, 2] : [5, 2, 3], tb ? [5, 4, 3] : [5, 3, 4]],
      f: (x, y) => tf.matMul(x, y, ta, tb),
    })),
  ),
  {
    name: 'matMul of matrices',
    shapes: [
      [2, 3],
      [3, 4],
    ],
    f: (x, y) => tf.matMul(x, y),
  },
  {
    name: 'matMul with a broadcast batch',
    shapes: [
      [5, 2, 3],
      [1, 3, 4],
    ],
    f: (x, y) => tf.matMul(x, y),
    tape: false,
  },
  { name: 'dot', shapes: [[2, 3], [3]], f: (x, y) => tf.dot(x, y) },
  ...(['linear', 'relu', 'elu', 'sigmoid', 'leakyrelu'] as const).map((activation): KernelCase => ({
    name: `fused.matMul ${activation}`,
    shapes: [[2, 3], [3, 4], [4]],
    f: (a, b, bias) =>
      tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation, leakyreluAlpha: 0.1 }),
    tape: activation !== 'sigmoid' && activation !== 'leakyrelu',
  })),
];

const reductions: KernelCase[] = Object.entries({
  sum: tf.sum,
  mean: tf.mean,
  max: tf.max,
  min: tf.min,
  prod: tf.prod,
}).flatMap(([name, f]) =>
  [undefined, 1, [0, 2], -1].map((axis): KernelCase => ({
    name: `${name} ${JSON.stringify(axis)}`,
    shapes: [[2, 3, 4]],
    f: (x) => [f(x, axis), f(x, axis, true)],
    tape: name !== 'prod',
  })),
);

const structure: KernelCase[] = [
  { name: 'reshape', shapes: [[2, 3, 4]], f: (x) => tf.reshape(x, [4, -1]) },
  { name: 'expandDims', shapes: [[2, 3]], f: (x) => [tf.expandDims(x, 1), tf.expandDims(x, -1)] },
  { name: 'squeeze', shapes: [[2, 1, 3, 1]], f: (x) => tf.squeeze(x) },
  { name: 'transpose', shapes: [[2, 3, 4]], f: (x) => [tf.transpose(x), tf.transpose(x, [1, 0, 2])] },
  { name: 'broadcastTo', shapes: [[3, 1]], f: (x) => tf.broadcastTo(x, [2, 3, 4]) },
  { name: 'tile', shapes: [[2, 3]], f: (x) => tf.tile(x, [3, 2]) },
  {
    name: 'slice',
    shapes: [[4, 5]],
    f: (x) => [tf.slice(x, [1, 2], [2, 3]), tf.slice(x, 1, -1), tf.slice(x, [0, 1], [-1, 2])],
  },
  {
    name: 'stridedSlice',
    shapes: [[4, 5]],
    f: (x) => tf.stridedSlice(x, [0, 3], [4, 0], [2, -1]),
    tape: false,
  },
  {
    name: 'stridedSlice with masks',
    shapes: [[4, 5]],
    f: (x) => tf.stridedSlice(x, [1, 3], [3, 4], [1, 2], 2, 2),
    tape: false,
  },
  { name: 'split', shapes: [[2, 6]], f: (x) => tf.split(x, 3, 1) },
  { name: 'split with sizes', shapes: [[2, 6]], f: (x) => tf.split(x, [1, 2, 3], -1) },
  {
    name: 'concat',
    shapes: [
      [2, 1],
      [2, 3],
      [2, 2],
    ],
    f: (x, y, z) => tf.concat([x, y, z], 1),
  },
  {
    name: 'stack',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    f: (x, y) => [tf.stack([x, y]), tf.stack([x, y], 2)],
  },
  { name: 'unstack', shapes: [[2, 3]], f: (x) => [...tf.unstack(x), ...tf.unstack(x, -1)] },
  {
    name: 'pad',
    shapes: [[2, 3]],
    f: (x) =>
      tf.pad(
        x,
        [
          [1, 0],
          [0, 2],
        ],
        0.1,
      ),
  },
  { name: 'gather', shapes: [[2, 4, 3]], f: (x) => tf.gather(x, [3, 0, 3, 1], 1) },
  {
    name: 'gather with a matrix of indices',
    shapes: [[4, 3]],
    f: (x) => tf.gather(x, tf.zeros([2, 2], 'int32')),
  },
  {
    name: 'zerosLike, onesLike, fill, zeros, ones, clone',
    shapes: [[2, 3]],
    f: (x) => [
      tf.add(x, tf.onesLike(x)),
      tf.sub(x, tf.zerosLike(x)),
      tf.mul(x, tf.fill([2, 1], 0.25)),
      tf.add(tf.clone(x), tf.zeros([2, 3])),
      tf.div(x, tf.ones([3])),
    ],
  },
];

const compositions: KernelCase[] = [
  { name: 'softmax', shapes: [[2, 3]], f: (x) => tf.softmax(x) },
  { name: 'logSumExp', shapes: [[2, 3]], f: (x) => tf.logSumExp(x, 1) },
  { name: 'logSigmoid', shapes: [[2, 3]], f: (x) => tf.logSigmoid(x) },
  { name: 'norm', shapes: [[2, 3, 4]], f: (x) => tf.norm(x, 'euclidean', [1, 2], true) },
  { name: 'moments', shapes: [[2, 3, 4]], f: (x) => tf.moments(x, [1, 2]).variance },
];

export const kernelCases: readonly KernelCase[] = [
  ...functions,
  ...arithmetic,
  ...products,
  ...reductions,
  ...structure,
  ...compositions,
];

/** The operands of a case by name. */
export function applyCase({ shapes, f }: KernelCase, tensors: Tensors): Record<string, tf.Tensor> {
  const [x, y = x, z = x] = shapes.map((_, i) => tensors[`x${i}`]);
  if (x === undefined || y === undefined || z === undefined) throw new Error('a case has operands');
  const result = f(x, y, z);
  return Object.fromEntries(
    (Array.isArray(result) ? result : [result]).map((tensor, i) => [`y${i}`, tensor]),
  );
}
