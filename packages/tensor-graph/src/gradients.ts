import { cotangents } from './gradient-rules.ts';
import { GraphError } from './graph-error.ts';
import type { Graph } from './graph.ts';
import { topologicalOrder } from './rewrite.ts';
import { isLeaf, type Value } from './value.ts';

/**
 * Gradients of the sum of all elements of `output`, one per input and of its shape: zeros where the output does not
 * depend on it. Reverse mode: one pass backwards through the graph, which grows by the gradient's values.
 *
 * Ties share nothing: `maximum(a, b)` passes the gradient to a where a = b, a reduced maximum to all elements that
 * attain it. `sign`, `stopGradient`, comparisons and `cast` have gradient zero.
 *
 * @param inputs values that are leaves (`graph.input`): a computed value may have been simplified away
 */
export function gradients(graph: Graph, output: Value, inputs: readonly Value[]): Value[] {
  const computed = inputs.find(({ operation }) => operation.kind !== 'input');
  if (computed !== undefined)
    throw new GraphError('gradients', `a ${computed.operation.kind}`, 'inputs of the graph');
  if (output.dtype !== 'real') throw new GraphError('gradients', 'a bool', 'a real output');
  const order = topologicalOrder([output]);
  const active = new Set<Value>(inputs);
  for (const value of order) if (value.operands.some((operand) => active.has(operand))) active.add(value);

  const cotangent = new Map<Value, Value>([[output, graph.fill(1, output.shape)]]);
  for (const value of order.toReversed()) {
    const given = cotangent.get(value);
    if (given === undefined || isLeaf(value.operation) || !active.has(value)) continue;
    cotangents(graph, value.operation, value, given).forEach((part, i) => {
      const operand = value.operands[i];
      if (part === undefined || operand === undefined || !active.has(operand)) return;
      const sum = cotangent.get(operand);
      cotangent.set(operand, sum === undefined ? part : graph.add(sum, part));
    });
  }
  return inputs.map((input) => cotangent.get(input) ?? graph.fill(0, input.shape));
}
