import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  Graph,
  GraphError,
  type Operation,
  rewrite,
  substitute,
  topologicalOrder,
  type Value,
} from '../src/index.ts';
import { operationCases, prepare } from '../src/conformance.ts';

const setup = () => {
  const g = new Graph();
  return {
    g,
    x: g.input('x', [2, 3]),
    y: g.input('y', [2, 3]),
    table: g.constant(
      Float64Array.from({ length: 100 }, (_, i) => i),
      [100],
    ),
  };
};

describe('hash-consing', () => {
  it.each(operationCases)('$name twice is one value', (operationCase) => {
    const graph = new Graph();
    expect(prepare(graph, operationCase).output).toBe(prepare(graph, operationCase).output);
  });
  it('compares small constants by content, large ones by their array', () => {
    const { g, table } = setup();
    expect(g.constant(Float64Array.of(1, 2), [2])).toBe(g.constant(Float64Array.of(1, 2), [2]));
    expect(g.constant(Float64Array.of(1, 2), [2])).not.toBe(g.constant(Float64Array.of(1, 2), [2, 1]));
    const { operation } = table;
    if (operation.kind !== 'constant') throw new Error('a table is a constant');
    expect(g.constant(operation.data, [100])).toBe(table);
    expect(g.constant(Float64Array.from(operation.data), [100])).not.toBe(table);
  });
  it('keeps NaN, infinities and -0 apart', () => {
    const { g, x } = setup();
    const fills = [0, -0, Infinity, -Infinity, Number.NaN].map((value) => g.fill(value, [2]));
    expect(new Set(fills).size).toBe(5);
    expect(g.pad(x, [1, 0], [0, 0], Infinity)).not.toBe(g.pad(x, [1, 0], [0, 0], -Infinity));
  });
  it('has immutable values', () => {
    const { x } = setup();
    expect(() => Object.assign(x, { id: 7 })).toThrow(TypeError);
  });
});

describe('the simplifier', () => {
  const { g, x, y, table } = setup();
  const zero = g.fill(0);
  const one = g.fill(1);
  const w = g.input('w', [3, 2]);
  it.each<[string, Value, Value]>([
    ['x + 0', g.add(x, zero), x],
    ['0 + x', g.add(zero, x), x],
    ['x - 0', g.sub(x, zero), x],
    ['x 1', g.mul(x, one), x],
    ['x (-1)', g.mul(g.fill(-1), x), g.neg(x)],
    ['x / 1', g.div(x, one), x],
    ['x^1', g.binary('pow', x, one), x],
    ['x^2', g.binary('pow', x, g.fill(2)), g.mul(x, x)],
    ['-(-x)', g.neg(g.neg(x)), x],
    ['reshape twice', g.reshape(g.reshape(x, [6]), [2, 3]), x],
    ['transpose twice', g.transpose(g.transpose(x, [1, 0]), [1, 0]), x],
    ['transpose of lengths one', g.transpose(g.reshape(x, [2, 1, 3]), [1, 0, 2]), g.reshape(x, [1, 2, 3])],
    ['slice of a slice', g.slice(g.slice(x, [0, 1], [2, 2]), [1, 1], [1, 1]), g.slice(x, [1, 2], [1, 1])],
    ['whole slice', g.slice(x, [0, 0], [2, 3]), x],
    ['pad by nothing', g.pad(x, [0, 0], [0, 0]), x],
    ['concat of one', g.concat([x], 0), x],
    ['concat with nothing', g.concat([x, g.slice(x, [0, 0], [0, 3])], 0), x],
    ['sum over nothing', g.reduce('sum', x, []), x],
    ['sum over length one', g.reduce('sum', g.reshape(x, [2, 1, 3]), [1]), x],
    [
      'broadcast operand',
      g.mul(g.broadcastTo(g.slice(x, [0, 0], [1, 3]), [2, 3]), y),
      g.mul(g.slice(x, [0, 0], [1, 3]), y),
    ],
    ['neutral element that broadcasts', g.add(g.fill(0, [4, 2, 3]), x), g.broadcastTo(x, [4, 2, 3])],
    ['function of a number', g.unary('exp', g.fill(2, [5])), g.fill(Math.exp(2), [5])],
    ['sum of a number', g.reduce('sum', g.fill(0.5, [100, 3]), [0]), g.fill(50, [3])],
    [
      'small constants',
      g.add(g.constant(Float64Array.of(1, 2), [2]), one),
      g.constant(Float64Array.of(2, 3), [2]),
    ],
    ['transposed factor', g.matMul(g.transpose(x, [1, 0]), y), g.matMul(x, y, true)],
    ['doubly transposed factor', g.matMul(x, g.transpose(w, [1, 0]), false, true), g.matMul(x, w)],
    ['where of a constant condition', g.where(g.compare('less', zero, one), g.fill(3), g.fill(4)), g.fill(3)],
  ])('%s', (_, found, expected) => expect(found).toBe(expected));

  it('keeps what may be NaN', () => {
    expect(g.mul(x, zero)).not.toBe(g.fill(0, [2, 3]));
    expect(g.sub(x, x)).not.toBe(g.fill(0, [2, 3]));
    expect(g.div(x, x)).not.toBe(g.fill(1, [2, 3]));
  });
  it('does not fold large constants', () => {
    expect(g.reshape(table, [10, 10]).operation.kind).toBe('reshape');
  });
  it('joins zero-padded blocks only where they are neighbours', () => {
    const block = (begin: number, size: number) =>
      g.pad(g.slice(x, [0, begin], [2, size]), [0, begin], [0, 3 - begin - size]);
    expect(g.add(block(0, 1), block(1, 2))).toBe(
      g.concat([g.slice(x, [0, 0], [2, 1]), g.slice(x, [0, 1], [2, 2])], 1),
    );
    expect(g.add(block(1, 2), block(0, 1))).toBe(g.add(block(0, 1), block(1, 2)));
    expect(g.add(block(0, 1), block(2, 1)).operation.kind).toBe('binary');
    expect(g.add(block(0, 2), block(1, 2)).operation.kind).toBe('binary');
  });
});

describe('rewrite', () => {
  it('substitutes leaves and simplifies again', () => {
    const { g, x, y } = setup();
    const [sum] = substitute(g, [g.add(g.mul(x, y), x)], new Map([[y, g.fill(1, [2, 3])]]));
    expect(sum).toBe(g.add(x, x));
  });
  it('replaces operations', () => {
    const { g, x } = setup();
    const [found] = rewrite(g, [g.neg(g.unary('sqrt', x))], ({ operation }, [a]) =>
      operation.kind === 'unary' && operation.name === 'sqrt' && a !== undefined
        ? g.binary('pow', a, g.fill(0.5))
        : undefined,
    );
    const feeds = { x: { shape: [2, 3], data: Float64Array.from([1, 4, 9, 16, 25, 36]) } };
    expect(evaluate([found ?? x], feeds)[0]?.data).toEqual(Float64Array.of(-1, -2, -3, -4, -5, -6));
  });
  it('orders operands before what uses them, each value once', () => {
    const { g, x, y } = setup();
    const order = topologicalOrder([g.add(g.mul(x, y), g.mul(x, y)), x]);
    expect(order.length).toBe(4);
    order.forEach((value, i) =>
      value.operands.forEach((operand) => expect(order.indexOf(operand)).toBeLessThan(i)),
    );
  });
});

describe('shape errors', () => {
  const { g, x, table } = setup();
  const bool = g.compare('less', x, x);
  const concat: Operation = { kind: 'concat', axis: 0 };
  it.each<[string, () => unknown, string]>([
    ['add', () => g.add(x, table), 'add: found [2, 3] and [100], expected shapes that broadcast'],
    ['add of bool', () => g.add(x, bool), 'add: found operands (real, bool), expected (real, real)'],
    ['not of real', () => g.not(x), 'not: found operands (real), expected (bool)'],
    [
      'where of real',
      () => g.where(x, x, x),
      'where: found operands (real, real, real), expected (bool, real, real)',
    ],
    ['where of mixed', () => g.where(bool, x, bool), 'where: found operands (bool, real, bool)'],
    [
      'matMul',
      () => g.matMul(x, x),
      'matMul: found [2, 3] x [2, 3], expected matrices with equal inner lengths',
    ],
    ['matMul of a vector', () => g.matMul(x, g.input('v', [3])), 'matMul: found [2, 3] x [3]'],
    [
      'matMul batches',
      () => g.matMul(g.input('p', [2, 3, 3]), g.input('q', [4, 3, 3])),
      'matMul: found [2] and [4]',
    ],
    ['reshape', () => g.reshape(x, [5]), 'expected the same number of elements'],
    ['broadcastTo', () => g.broadcastTo(x, [3]), 'expected a shape that it broadcasts to'],
    ['transpose', () => g.transpose(x, [0, 0]), 'expected each axis once'],
    ['reduce', () => g.reduce('sum', x, [2]), 'sum: found axis 2, expected an axis of [2, 3]'],
    ['reduce twice', () => g.reduce('sum', x, [1, 1]), 'expected ascending axes'],
    ['slice', () => g.slice(x, [0, 2], [2, 2]), 'expected a range inside the shape'],
    ['pad', () => g.pad(x, [1], [1]), 'expected one length >= 0 per axis and side'],
    [
      'concat',
      () => g.concat([x, table], 0),
      'concat: found [2, 3], [100], expected equal lengths except along axis 0',
    ],
    ['concat of nothing', () => g.apply(concat, []), 'concat: found operands ()'],
    ['gather', () => g.gather(x, [3], 1), 'gather: found index 3, expected 0 to 2'],
    [
      'scatterAdd',
      () => g.apply({ kind: 'scatterAdd', axis: 0, indices: [0], length: 1 }, [x]),
      'found 1 indices, expected 2',
    ],
    [
      'constant',
      () => g.constant(Float64Array.of(1, 2), [3]),
      'constant: found 2 numbers, expected 3 for the shape [3]',
    ],
    ['a value of another graph', () => g.neg(setup().x), 'found a value of another graph'],
    ['input', () => g.input('x', [3]), 'input: found x twice, as [2, 3] and [3]'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(GraphError);
    expect(make).toThrow(message);
  });
});
