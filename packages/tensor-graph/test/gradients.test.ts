import '@parton/testing';
import { numericalGradient } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { evaluate, gradients, Graph, GraphError, topologicalOrder } from '../src/index.ts';
import { numbers, operationCases, prepare } from '../src/conformance.ts';

describe('gradients', () => {
  it.each(operationCases)('of $name agree with central differences', (operationCase) => {
    const graph = new Graph();
    const { inputs, feeds, output } = prepare(graph, operationCase);
    // A different weight for every element of the output, so that no error can cancel.
    const weights = numbers(output.shape, 99);
    const weighted = graph.mul(output, graph.constant(weights.data, weights.shape));
    const found = evaluate(gradients(graph, weighted, inputs), feeds);
    found.forEach(({ shape, data }, i) => {
      const name = `x${i}`;
      const loss = (x: Float64Array): number => {
        const [y] = evaluate([weighted], { ...feeds, [name]: { shape, data: x } });
        return y?.data.reduce((sum, term) => sum + term, 0) ?? Number.NaN;
      };
      expect(shape).toEqual(inputs[i]?.shape);
      expect(data).toBeAllclose(numericalGradient(loss, feeds[name]?.data ?? new Float64Array(0)), {
        rtol: 1e-8,
        atol: 1e-8,
      });
    });
  });

  it('are zero where the output does not depend on an input', () => {
    const graph = new Graph();
    const [x, y] = [graph.input('x', [2]), graph.input('y', [3])];
    expect(gradients(graph, graph.mul(x, x), [y])).toEqual([graph.fill(0, [3])]);
  });

  it('of a function of the gradient: second derivatives', () => {
    const graph = new Graph();
    const x = graph.input('x', [3]);
    const [slope = x] = gradients(graph, graph.unary('tanh', x), [x]);
    const second = evaluate(gradients(graph, slope, [x]), {
      x: { shape: [3], data: Float64Array.of(-1, 0, 0.3) },
    });
    const expected = [-1, 0, 0.3].map((v) => -2 * Math.tanh(v) * (1 - Math.tanh(v) ** 2));
    expect(second[0]?.data).toBeAllclose(expected, { rtol: 1e-14, atol: 1e-15 });
  });

  it('at ties follow the first operand of maximum and minimum, and all elements of a reduced maximum', () => {
    const graph = new Graph();
    const [a, b] = [graph.input('a', [1]), graph.input('b', [1])];
    const one = { shape: [1], data: Float64Array.of(1) };
    for (const name of ['maximum', 'minimum'] as const) {
      const found = evaluate(gradients(graph, graph.binary(name, a, b), [a, b]), { a: one, b: one });
      expect(found.map(({ data }) => data[0])).toEqual([1, 0]);
    }
    const x = graph.input('x', [3]);
    const [found] = evaluate(gradients(graph, graph.reduce('max', x, [0]), [x]), {
      x: { shape: [3], data: Float64Array.of(2, 1, 2) },
    });
    expect(found?.data).toEqual(Float64Array.of(1, 0, 1));
  });

  it('do not leak from the branch that is not taken', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    const safe = graph.where(graph.compare('less', graph.fill(0), x), graph.unary('sqrt', x), graph.fill(0));
    const [found] = evaluate(gradients(graph, safe, [x]), { x: { shape: [2], data: Float64Array.of(4, 1) } });
    expect(found?.data).toEqual(Float64Array.of(0.25, 0.5));
  });

  it('of a split are one concatenation, not a sum of padded arrays', () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 6]);
    const parts = [0, 1, 2].map((i) => graph.unary('exp', graph.slice(x, [0, 2 * i], [2, 2])));
    const [gradient = x] = gradients(graph, graph.concat(parts, 1), [x]);
    const kinds = topologicalOrder([gradient]).map(({ operation }) => operation.kind);
    expect(kinds).not.toContain('pad');
    expect(kinds.filter((kind) => kind === 'concat').length).toBeLessThanOrEqual(2);
  });

  it('refuses computed values and bools', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    expect(() => gradients(graph, x, [graph.neg(x)])).toThrow(GraphError);
    expect(() => gradients(graph, graph.compare('less', x, x), [x])).toThrow('expected a real output');
  });
});
