/**
 * An immutable graph of tensor operations: hash-consed, simplified, with reverse-mode automatic differentiation.
 *
 * ```ts
 * const graph = new Graph();
 * const x = graph.input('x', [3]);
 * const loss = graph.reduce('sum', graph.mul(x, x), [0]);
 * const [slope] = gradients(graph, loss, [x]);
 * evaluate([slope], { x: { shape: [3], data: Float64Array.of(1, 2, 3) } }); // [{ shape: [3], data: [2, 4, 6] }]
 * ```
 *
 * @module
 */
export { evaluate } from './evaluate.ts';
export { gradients } from './gradients.ts';
export { Graph } from './graph.ts';
export { GraphError } from './graph-error.ts';
export { rewrite, substitute, topologicalOrder } from './rewrite.ts';
export { sizeOf } from './shape.ts';
export type {
  BinaryName,
  CompareName,
  DenseArray,
  DType,
  Leaf,
  Operation,
  ReduceName,
  UnaryName,
  Value,
  ValueType,
} from './value.ts';
