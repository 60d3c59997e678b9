import { type Graph, type ReduceName, sizeOf, type Value } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernel-call.ts';

type Axis = number | readonly number[] | undefined;

function axesOf(axis: Axis, x: Value): number[] {
  const all = x.shape.map((_, i) => i);
  return axis === undefined || axis === null
    ? all
    : tf.util.parseAxisParam(typeof axis === 'number' ? axis : [...axis], [...x.shape]);
}

/** The lengths along axes after a reduction that keeps them. */
const keptShape = (x: Value, axes: readonly number[]): number[] =>
  x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

const reduction =
  (build: (graph: Graph, x: Value, axes: readonly number[]) => Value): Kernel =>
  (call) => {
    const { axis, reductionIndices, keepDims } = call.attributes<Partial<tf.SumAttrs & tf.MaxAttrs>>();
    const x = call.operand('x');
    const axes = axesOf(axis ?? reductionIndices, x);
    const reduced = build(call.graph, x, axes);
    return keepDims === true ? call.graph.reshape(reduced, keptShape(x, axes)) : reduced;
  };

const reduce = (name: ReduceName): Kernel => reduction((g, x, axes) => g.reduce(name, x, axes));

function mean(g: Graph, x: Value, axes: readonly number[]): Value {
  return g.div(g.reduce('sum', x, axes), g.fill(sizeOf(axes.map((axis) => x.shape[axis] ?? 1))));
}

/** Halves the axis until one element is left: the gradient then is right where factors are zero. */
function prod(g: Graph, x: Value, axes: readonly number[]): Value {
  const kept = x.shape.map((_, i) => i).filter((axis) => !axes.includes(axis));
  const outer = kept.map((axis) => x.shape[axis] ?? 1);
  let rest = g.reshape(g.transpose(x, [...kept, ...axes]), [sizeOf(outer), sizeOf(x.shape) / sizeOf(outer)]);
  for (let length = rest.shape[1] ?? 1; length > 1; length = rest.shape[1] ?? 1) {
    const half = Math.floor(length / 2);
    const part = (begin: number, size: number): Value => g.slice(rest, [0, begin], [sizeOf(outer), size]);
    const halves = g.mul(part(0, half), part(half, half));
    rest = length % 2 === 0 ? halves : g.concat([halves, part(2 * half, 1)], 1);
  }
  return g.reshape(rest, outer);
}

/** Shifted by the maximum, so that nothing overflows. */
const softmax: Kernel = (call) => {
  const { graph: g } = call;
  const logits = call.operand('logits');
  const axes = axesOf(call.attributes<tf.SoftmaxAttrs>().dim, logits);
  const kept = keptShape(logits, axes);
  const powers = g.unary('exp', g.sub(logits, g.reshape(g.reduce('max', logits, axes), kept)));
  return g.div(powers, g.reshape(g.reduce('sum', powers, axes), kept));
};

export const reductions: Readonly<Record<string, Kernel>> = {
  Max: reduce('max'),
  Mean: reduction(mean),
  Min: reduce('min'),
  Prod: reduction(prod),
  Softmax: softmax,
  Sum: reduce('sum'),
};
