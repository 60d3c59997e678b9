import type { Graph } from './graph.ts';
import { inversePermutation, range } from './shape.ts';
import type { BinaryName, Operation, UnaryName, Value } from './value.ts';

/** One per operand, of its shape; undefined where nothing is passed on. */
type Cotangents = readonly (Value | undefined)[];

/**
 * What an operation passes on to its operands: given `d`, the gradient of the result with respect to `y`, the gradients
 * with respect to the operands of `y`.
 */
export function cotangents(g: Graph, operation: Operation, y: Value, d: Value): Cotangents {
  const [a = y, b = y, c = y] = y.operands;
  switch (operation.kind) {
    case 'unary':
      return [UNARY[operation.name]({ g, x: a, y, d })];
    case 'binary':
      return BINARY[operation.name]({ g, a, b, y, d }).map((part, i) =>
        unbroadcast(g, part, (i === 0 ? a : b).shape),
      );
    case 'where':
      return [undefined, ...choose(g, a, d).map((part, i) => unbroadcast(g, part, (i === 0 ? b : c).shape))];
    case 'matMul':
      return matMul(g, operation, y, d);
    case 'reduce':
      return [reduce(g, operation, y, d)];
    case 'reshape':
      return [g.reshape(d, a.shape)];
    case 'broadcastTo':
      return [unbroadcast(g, d, a.shape)];
    case 'transpose':
      return [g.transpose(d, inversePermutation(operation.permutation))];
    case 'slice': {
      const after = a.shape.map((length, i) => length - (operation.begin[i] ?? 0) - (operation.size[i] ?? 0));
      return [g.pad(d, operation.begin, after)];
    }
    case 'pad':
      return [g.slice(d, operation.before, a.shape)];
    case 'concat':
      return concat(g, operation.axis, y, d);
    case 'gather': {
      const { axis, indices } = operation;
      return [g.apply({ kind: 'scatterAdd', axis, indices, length: a.shape[axis] ?? 0 }, [d])];
    }
    case 'scatterAdd':
      return [g.gather(d, operation.indices, operation.axis)];
    case 'compare':
    case 'logical':
    case 'cast':
      return [];
  }
}

interface UnaryRule {
  readonly g: Graph;
  readonly x: Value;
  readonly y: Value;
  readonly d: Value;
}

const UNARY: Readonly<Record<UnaryName, (rule: UnaryRule) => Value | undefined>> = {
  abs: ({ g, x, d }) => g.mul(d, g.unary('sign', x)),
  cos: ({ g, x, d }) => g.neg(g.mul(d, g.unary('sin', x))),
  exp: ({ g, y, d }) => g.mul(d, y),
  expm1: ({ g, x, d }) => g.mul(d, g.unary('exp', x)),
  log: ({ g, x, d }) => g.div(d, x),
  log1p: ({ g, x, d }) => g.div(d, g.add(x, g.fill(1))),
  neg: ({ g, d }) => g.neg(d),
  reciprocal: ({ g, y, d }) => g.neg(g.mul(d, g.mul(y, y))),
  sigmoid: ({ g, y, d }) => g.mul(d, g.mul(y, g.sub(g.fill(1), y))),
  sign: () => undefined,
  sin: ({ g, x, d }) => g.mul(d, g.unary('cos', x)),
  softplus: ({ g, x, d }) => g.mul(d, g.unary('sigmoid', x)),
  sqrt: ({ g, y, d }) => g.div(g.mul(d, g.fill(0.5)), y),
  stopGradient: () => undefined,
  tanh: ({ g, y, d }) => g.mul(d, g.sub(g.fill(1), g.mul(y, y))),
};

interface BinaryRule {
  readonly g: Graph;
  readonly a: Value;
  readonly b: Value;
  readonly y: Value;
  readonly d: Value;
}

/** Before the sums that undo broadcasting. */
const BINARY: Readonly<Record<BinaryName, (rule: BinaryRule) => readonly [Value, Value]>> = {
  add: ({ d }) => [d, d],
  sub: ({ g, d }) => [d, g.neg(d)],
  mul: ({ g, a, b, d }) => [g.mul(d, b), g.mul(d, a)],
  div: ({ g, b, y, d }) => {
    const quotient = g.div(d, b);
    return [quotient, g.neg(g.mul(quotient, y))];
  },
  pow: ({ g, a, b, y, d }) => {
    const positive = g.compare('less', g.fill(0), a);
    const base = g.mul(d, g.mul(b, g.binary('pow', a, g.sub(b, g.fill(1)))));
    return [base, g.where(positive, g.mul(d, g.mul(y, g.unary('log', a))), g.fill(0))];
  },
  maximum: ({ g, a, b, d }) => choose(g, g.compare('lessEqual', b, a), d),
  minimum: ({ g, a, b, d }) => choose(g, g.compare('lessEqual', a, b), d),
};

const choose = (g: Graph, first: Value, d: Value): [Value, Value] => [
  g.where(first, d, g.fill(0)),
  g.where(first, g.fill(0), d),
];

/** Sums over the axes along which an operand was broadcast. */
function unbroadcast(g: Graph, d: Value, shape: readonly number[]): Value {
  const lead = d.shape.length - shape.length;
  const axes = range(d.shape.length).filter(
    (axis) => axis < lead || (shape[axis - lead] === 1 && d.shape[axis] !== 1),
  );
  return axes.length === 0 ? d : g.reshape(g.reduce('sum', d, axes), shape);
}

function matMul(g: Graph, operation: Extract<Operation, { kind: 'matMul' }>, y: Value, d: Value): Cotangents {
  const { transposeA: ta, transposeB: tb } = operation;
  const [a = y, b = y] = y.operands;
  const da = ta ? g.matMul(b, d, tb, true) : g.matMul(d, b, false, !tb);
  const db = tb ? g.matMul(d, a, true, ta) : g.matMul(a, d, !ta, false);
  return [unbroadcast(g, da, a.shape), unbroadcast(g, db, b.shape)];
}

function reduce(g: Graph, operation: Extract<Operation, { kind: 'reduce' }>, y: Value, d: Value): Value {
  const [x = y] = y.operands;
  const kept = x.shape.map((length, axis) => (operation.axes.includes(axis) ? 1 : length));
  const back = (value: Value): Value => g.broadcastTo(g.reshape(value, kept), x.shape);
  return operation.name === 'sum' ? back(d) : g.where(g.compare('equal', x, back(y)), back(d), g.fill(0));
}

function concat(g: Graph, axis: number, y: Value, d: Value): Cotangents {
  let at = 0;
  return y.operands.map(({ shape }) => {
    const begin = shape.map((_, i) => (i === axis ? at : 0));
    at += shape[axis] ?? 0;
    return g.slice(d, begin, shape);
  });
}
