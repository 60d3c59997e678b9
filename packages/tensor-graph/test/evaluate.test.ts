import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { evaluate, Graph, type Value } from '../src/index.ts';

const array = (shape: number[], ...data: number[]) => ({ shape, data: Float64Array.from(data) });
const ascending = (...shape: number[]) => array(shape, ...Array(shape.reduce((a, b) => a * b, 1)).keys());

/** `x` is 0, 1, 2, .. in the shape given, as an input, so that nothing is folded. */
function run(shape: number[], build: (graph: Graph, x: Value) => Value) {
  const graph = new Graph();
  const [result] = evaluate([build(graph, graph.input('x', shape))], { x: ascending(...shape) });
  return result;
}

describe('evaluate', () => {
  it.each<[string, ReturnType<typeof run>, ReturnType<typeof array>]>([
    ['broadcastTo', run([2, 1], (g, x) => g.broadcastTo(x, [2, 3])), array([2, 3], 0, 0, 0, 1, 1, 1)],
    ['transpose', run([2, 3], (g, x) => g.transpose(x, [1, 0])), array([3, 2], 0, 3, 1, 4, 2, 5)],
    ['slice', run([3, 3], (g, x) => g.slice(x, [1, 0], [2, 2])), array([2, 2], 3, 4, 6, 7)],
    ['pad', run([2], (g, x) => g.pad(x, [1], [2], 9)), array([5], 9, 0, 1, 9, 9)],
    ['concat', run([2, 2], (g, x) => g.concat([x, x], 1)), array([2, 4], 0, 1, 0, 1, 2, 3, 2, 3)],
    ['sum', run([2, 3], (g, x) => g.reduce('sum', x, [0])), array([3], 3, 5, 7)],
    ['max', run([2, 3], (g, x) => g.reduce('max', x, [1])), array([2], 2, 5)],
    ['min', run([2, 3], (g, x) => g.reduce('min', x, [0, 1])), array([], 0)],
    ['gather', run([3, 2], (g, x) => g.gather(x, [2, 0, 2], 0)), array([3, 2], 4, 5, 0, 1, 4, 5)],
    ['matMul', run([2, 2], (g, x) => g.matMul(x, x)), array([2, 2], 2, 3, 6, 11)],
    ['matMul, left transposed', run([2, 2], (g, x) => g.matMul(x, x, true)), array([2, 2], 4, 6, 6, 10)],
    [
      'matMul, right transposed',
      run([2, 2], (g, x) => g.matMul(x, x, false, true)),
      array([2, 2], 1, 3, 3, 13),
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  it('computes comparisons and logic with 0 and 1; NaN compares as false', () => {
    const graph = new Graph();
    const [x, y] = [graph.input('x', [4]), graph.input('y', [])];
    const less = graph.compare('less', x, y);
    const equal = graph.compare('equal', x, y);
    const values = [
      less,
      graph.compare('lessEqual', x, y),
      equal,
      graph.not(equal),
      graph.or(less, equal),
      graph.and(less, equal),
      graph.where(less, x, y),
      graph.cast(equal),
    ];
    const found = evaluate(values, { x: array([4], 1, 2, 3, Number.NaN), y: array([], 2) });
    expect(found.map(({ data }) => [...data])).toEqual([
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 1, 0, 0],
      [1, 0, 1, 1],
      [1, 1, 0, 0],
      [0, 0, 0, 0],
      [1, 2, 2, 2],
      [0, 1, 0, 0],
    ]);
  });

  it('names an input without numbers, and one of another shape', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    expect(() => evaluate([x])).toThrow('evaluate: found no numbers for the input x, expected [2]');
    expect(() => evaluate([x], { x: array([3], 1, 2, 3) })).toThrow('found shape [3] for the input x');
  });
});
