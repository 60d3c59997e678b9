import '@parton/testing';
import { type DenseArray, evaluate, Graph, gradients } from '@parton/tensor-graph';
import { operationCases, prepare } from '@parton/tensor-graph/conformance';
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
