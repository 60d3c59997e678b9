import type { Graph } from './graph.ts';
import { isLeaf, type Value } from './value.ts';

/** All values that the given ones depend on, themselves included; operands come before what uses them. */
export function topologicalOrder(values: readonly Value[]): Value[] {
  const reached = new Set<Value>(values);
  for (const value of reached) for (const operand of value.operands) reached.add(operand);
  return [...reached].sort((a, b) => a.id - b.id);
}

/**
 * Rebuilds values from the leaves up. `visit` gets every value with its rebuilt operands and returns what takes its
 * place; undefined keeps the operation.
 */
export function rewrite(
  graph: Graph,
  values: readonly Value[],
  visit: (value: Value, operands: readonly Value[]) => Value | undefined,
): Value[] {
  const rebuilt = new Map<Value, Value>();
  const now = (value: Value): Value => rebuilt.get(value) ?? value;
  for (const value of topologicalOrder(values)) {
    const operands = value.operands.map(now);
    const { operation } = value;
    const kept = isLeaf(operation) ? value : graph.apply(operation, operands);
    rebuilt.set(value, visit(value, operands) ?? kept);
  }
  return values.map(now);
}

/** The same values with some of those that they depend on replaced. */
export function substitute(
  graph: Graph,
  values: readonly Value[],
  replacements: ReadonlyMap<Value, Value>,
): Value[] {
  return rewrite(graph, values, (value) => replacements.get(value));
}
