import type { Operation, UnaryName, Value } from '@parton/tensor-graph';
import type { Constants } from './constants.ts';
import { MICROSOFT, type NodeFields } from './onnx-fields.ts';

/** A node whose output has no name yet. */
export type Node = Omit<NodeFields, 'output'>;

/** Writes a node and gives the name of its output. */
export type Emit = (node: Node) => string;

export interface NodeContext {
  readonly constants: Constants;
  /** The ONNX element type of real numbers. */
  readonly real: number;
  /** For operations that take more than one node. */
  readonly emit: Emit;
}

const UNARY: Readonly<Record<UnaryName, string>> = {
  abs: 'Abs',
  cos: 'Cos',
  exp: 'Exp',
  expm1: 'lowered',
  log: 'Log',
  log1p: 'lowered',
  neg: 'Neg',
  reciprocal: 'Reciprocal',
  sigmoid: 'Sigmoid',
  sign: 'Sign',
  sin: 'Sin',
  softplus: 'lowered',
  sqrt: 'Sqrt',
  tanh: 'Tanh',
};
const BINARY = { add: 'Add', sub: 'Sub', mul: 'Mul', div: 'Div', pow: 'Pow', maximum: 'Max', minimum: 'Min' };
const COMPARE = { equal: 'Equal', less: 'Less', lessEqual: 'LessOrEqual' };
const LOGICAL = { and: 'And', or: 'Or', not: 'Not' };
const REDUCE = { sum: 'ReduceSum', max: 'ReduceMax', min: 'ReduceMin' };

/** The node of a lowered operation. `inputs` are the names of the operands. */
export function nodeOf(value: Value, operation: Operation, inputs: readonly string[], context: NodeContext): Node {
  const { constants } = context;
  const [x = ''] = inputs;
  switch (operation.kind) {
    case 'unary':
      return { type: UNARY[operation.name], inputs };
    case 'binary':
      return { type: BINARY[operation.name], inputs };
    case 'compare':
      return { type: COMPARE[operation.name], inputs };
    case 'logical':
      return { type: LOGICAL[operation.name], inputs };
    case 'where':
      return { type: 'Where', inputs };
    case 'cast':
      return { type: 'Cast', inputs, attributes: { to: context.real } };
    case 'matMul':
      return matMul(value, operation, inputs, context);
    case 'reduce':
      return { type: REDUCE[operation.name], inputs: [x, constants.integers(operation.axes)], attributes: { keepdims: 0 } };
    case 'reshape':
      return { type: 'Reshape', inputs: [x, constants.integers(operation.shape)] };
    case 'broadcastTo':
      return { type: 'Expand', inputs: [x, constants.integers(operation.shape)] };
    case 'transpose':
      return { type: 'Transpose', inputs, attributes: { perm: operation.permutation } };
    case 'slice':
      return slice(value, operation, x, constants);
    case 'pad': {
      const amounts = constants.integers([...operation.before, ...operation.after]);
      return { type: 'Pad', inputs: [x, amounts, constants.scalar(operation.value, value.dtype)] };
    }
    case 'concat':
      return { type: 'Concat', inputs, attributes: { axis: operation.axis } };
    case 'gather':
      return { type: 'Gather', inputs: [x, constants.integers(operation.indices)], attributes: { axis: operation.axis } };
    case 'scatterAdd':
      return scatterAdd(value, operation, x, context);
  }
}

/** Only the axes that are cut. */
function slice(value: Value, operation: Extract<Operation, { kind: 'slice' }>, x: string, constants: Constants): Node {
  const [{ shape } = value] = value.operands;
  const axes = [...shape.keys()].filter((axis) => operation.size[axis] !== shape[axis]);
  const begin = axes.map((axis) => operation.begin[axis] ?? 0);
  const end = axes.map((axis) => (operation.begin[axis] ?? 0) + (operation.size[axis] ?? 0));
  return { type: 'Slice', inputs: [x, ...[begin, end, axes].map((values) => constants.integers(values))] };
}

function scatterAdd(
  value: Value,
  { indices, length }: Extract<Operation, { kind: 'scatterAdd' }>,
  x: string,
  { constants, emit }: NodeContext,
): Node {
  const zeros = emit({ type: 'Expand', inputs: [constants.scalar(0), constants.integers(value.shape.with(0, length))] });
  const rows = constants.integers(indices, [indices.length, 1]);
  return { type: 'ScatterND', inputs: [zeros, rows, x], attributes: { reduction: 'add' } };
}

function matMul(
  value: Value,
  { transposeA, transposeB }: Extract<Operation, { kind: 'matMul' }>,
  inputs: readonly string[],
  { emit }: NodeContext,
): Node {
  const [a = value, b = value] = value.operands;
  const flags = { transA: Number(transposeA), transB: Number(transposeB) };
  if (a.shape.length === 2 && b.shape.length === 2) return { type: 'Gemm', inputs, attributes: flags };
  if (!transposeA && !transposeB) return { type: 'MatMul', inputs };
  return { type: 'FusedMatMul', inputs, attributes: flags, domain: MICROSOFT };
}
