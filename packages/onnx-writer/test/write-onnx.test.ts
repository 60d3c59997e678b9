import '@parton/testing';
import { evaluate, Graph, GraphError, gradients } from '@parton/tensor-graph';
import { numbers, operationCases, prepare } from '@parton/tensor-graph/conformance';
import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../src/index.ts';
import { runOnnx } from './run.ts';

const PRECISIONS = [
  { precision: 'float64', tolerance: { rtol: 1e-13, atol: 1e-14 } },
  { precision: 'float32', tolerance: { rtol: 1e-5, atol: 1e-6 } },
] as const;

describe.each(PRECISIONS)('in $precision', ({ precision, tolerance }) => {
  it.each(operationCases)('$name and its gradient are what the interpreter says', async (operationCase) => {
    const graph = new Graph();
    const { inputs, feeds, output } = prepare(graph, operationCase);
    const values = [output, ...gradients(graph, output, inputs)];
    const named = Object.fromEntries(values.map((value, i) => [`y${i}`, value]));
    const found = await runOnnx(graph, named, feeds, { precision });
    evaluate(values, feeds).forEach(({ shape, data }, i) => {
      expect(found[`y${i}`]?.shape).toEqual(shape);
      expect(found[`y${i}`]?.data).toBeAllclose(data, tolerance);
    });
  });
});

describe('writeOnnx', () => {
  const x = { shape: [3], data: Float64Array.of(1, -2, 3) };

  it('takes functions to the ends of their range without losing digits', async () => {
    const edge = [
      -1e3,
      -50,
      -1,
      -1e-3,
      -1e-9,
      -1e-17,
      0,
      1e-17,
      1e-9,
      1e-3,
      1,
      50,
      1e3,
      Infinity,
      Number.NaN,
    ];
    const feeds = { x: { shape: [edge.length], data: Float64Array.from(edge) } };
    const graph = new Graph();
    const input = graph.input('x', [edge.length]);
    const values = {
      expm1: graph.unary('expm1', input),
      log1p: graph.unary('log1p', graph.binary('maximum', input, graph.fill(-1))),
      softplus: graph.unary('softplus', input),
      cos: graph.unary('cos', graph.binary('minimum', input, graph.fill(50))),
    };
    const found = await runOnnx(graph, values, feeds, { precision: 'float64' });
    for (const [name, value] of Object.entries(values)) {
      expect(found[name]?.data).toBeAllclose(evaluate([value], feeds)[0]?.data ?? [], {
        rtol: 1e-14,
        atol: name === 'cos' ? 1e-15 : 0,
      });
    }
  });

  it('computes on [R, F, 1] as on [R, F], with one reshape at each end', async () => {
    const graph = new Graph();
    const bias = graph.input('bias', [2, 3, 1]);
    const factor = graph.input('factor', [2, 1, 1]);
    const y = graph.add(graph.mul(graph.unary('tanh', bias), factor), graph.fill(0.1));
    const feeds = {
      bias: { shape: [2, 3, 1], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
      factor: { shape: [2, 1, 1], data: Float64Array.of(1, -2) },
    };
    const found = await runOnnx(graph, { y }, feeds, { precision: 'float64' });
    expect(found['y']?.shape).toEqual([2, 3, 1]);
    expect(found['y']?.data).toBeAllclose(evaluate([y], feeds)[0]?.data ?? [], { rtol: 1e-14 });
    const text = new TextDecoder('latin1').decode(writeOnnx(graph, { y }, { precision: 'float64' }).bytes);
    expect(text.match(/Reshape [%y]/g)?.length).toBe(3);
  });

  it.each(['float32', 'float64'] as const)(
    'in %s adds up a row in the same way wherever it is',
    async (precision) => {
      const graph = new Graph();
      const rows = graph.input('x', [9, 7]);
      const outputs = {
        sum: graph.reduce('sum', rows, [1]),
        total: graph.reduce('sum', graph.reshape(rows, [3, 3, 7]), [1, 2]),
      };
      const { data } = numbers([9, 7], 5);
      const moved = Float64Array.of(...data.subarray(21), ...data.subarray(0, 21));
      const found = await runOnnx(graph, outputs, { x: { shape: [9, 7], data } }, { precision });
      const after = await runOnnx(graph, outputs, { x: { shape: [9, 7], data: moved } }, { precision });
      for (const [name, { data: sums }] of Object.entries(found)) {
        const third = sums.length / 3;
        expect(after[name]?.data).toEqual(
          Float64Array.of(...sums.subarray(third), ...sums.subarray(0, third)),
        );
      }
    },
  );

  it('names inputs, constants and one value twice as outputs', async () => {
    const graph = new Graph();
    const input = graph.input('x', [3]);
    const square = graph.mul(input, input);
    const outputs = {
      same: input,
      once: square,
      twice: square,
      number: graph.fill(7, [2]),
      bool: graph.compare('less', input, square),
    };
    const found = await runOnnx(graph, outputs, { x }, { precision: 'float64' });
    expect(Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, [...data]]))).toEqual({
      same: [1, -2, 3],
      once: [1, 4, 9],
      twice: [1, 4, 9],
      number: [7, 7],
      bool: [0, 1, 1],
    });
  });

  it('leaves out inputs that nothing depends on', () => {
    const graph = new Graph();
    const input = graph.input('x', [3]);
    graph.neg(graph.input('unused', [4]));
    expect(writeOnnx(graph, { y: graph.neg(input) }, { precision: 'float32' }).inputs).toEqual({ x: [3] });
  });

  it('keeps large constants out of the file where asked to', async () => {
    const graph = new Graph();
    const data = Float64Array.from({ length: 3000 }, (_, i) => i / 7);
    const y = graph.matMul(graph.constant(data, [1000, 3]), graph.reshape(graph.input('x', [3]), [3, 1]));
    const inside = writeOnnx(graph, { y }, { precision: 'float64' });
    const beside = writeOnnx(graph, { y }, { precision: 'float64', inlineBytes: 23_999 });
    expect(Object.values(beside.tables)).toEqual([{ shape: [1000, 3], data }]);
    expect(inside.tables).toEqual({});
    expect(inside.bytes.length - beside.bytes.length).toBeGreaterThan(23_000);
    const options = { precision: 'float64' } as const;
    const expected = await runOnnx(graph, { y }, { x }, options);
    expect(await runOnnx(graph, { y }, { x }, { ...options, inlineBytes: 0 })).toEqual(expected);
    expect(writeOnnx(graph, { y }, { precision: 'float32', inlineBytes: 12_000 }).tables).toEqual({});
  });

  it('is reproducible byte by byte', () => {
    const write = () => {
      const graph = new Graph();
      const { output } = prepare(
        graph,
        operationCases[60] ?? { name: '', shapes: [], build: (g) => g.fill(1) },
      );
      return writeOnnx(graph, { output }, { precision: 'float32' }).bytes;
    };
    expect(write()).toEqual(write());
  });

  it('refuses an output with the name of an input', () => {
    const graph = new Graph();
    const input = graph.input('x', [3]);
    const write = () => writeOnnx(graph, { x: graph.neg(input) }, { precision: 'float32' });
    expect(write).toThrow(GraphError);
    expect(write).toThrow('found the output x, also an input, expected different names');
  });
});
