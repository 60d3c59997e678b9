import type { Operation, Value } from '@parton/tensor-graph';
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

/** ONNX operators by the name, else the kind, of an operation. What is not listed is lowered to these. */
const OPERATORS: Readonly<Record<string, string>> = {
  abs: 'Abs',
  add: 'Add',
  and: 'And',
  broadcastTo: 'Expand',
  cast: 'Cast',
  concat: 'Concat',
  div: 'Div',
  equal: 'Equal',
  exp: 'Exp',
  gather: 'Gather',
  less: 'Less',
  lessEqual: 'LessOrEqual',
  log: 'Log',
  max: 'ReduceMax',
  maximum: 'Max',
  min: 'ReduceMin',
  minimum: 'Min',
  mul: 'Mul',
  neg: 'Neg',
  not: 'Not',
  or: 'Or',
  pad: 'Pad',
  pow: 'Pow',
  reciprocal: 'Reciprocal',
  reshape: 'Reshape',
  scatterAdd: 'ScatterND',
  sigmoid: 'Sigmoid',
  sign: 'Sign',
  sin: 'Sin',
  slice: 'Slice',
  sqrt: 'Sqrt',
  sub: 'Sub',
  sum: 'ReduceSum',
  tanh: 'Tanh',
  transpose: 'Transpose',
  where: 'Where',
};

/** The node of a lowered operation. `inputs` are the names of the operands. */
export function nodeOf(
  value: Value,
  operation: Operation,
  inputs: readonly string[],
  context: NodeContext,
): Node {
  const { constants } = context;
  const [x = ''] = inputs;
  const name = 'name' in operation ? operation.name : operation.kind;
  const type = OPERATORS[name] ?? name;
  switch (operation.kind) {
    case 'cast':
      return { type, inputs, attributes: { to: context.real } };
    case 'matMul':
      return matMul(value, operation, inputs);
    case 'reduce':
      return { type, inputs: [x, constants.integers(operation.axes)], attributes: { keepdims: 0 } };
    case 'reshape':
    case 'broadcastTo':
      return { type, inputs: [x, constants.integers(operation.shape)] };
    case 'transpose':
      return { type, inputs, attributes: { perm: operation.permutation } };
    case 'slice':
      return { type, inputs: [x, ...slice(value, operation, constants)] };
    case 'pad': {
      const amounts = constants.integers([...operation.before, ...operation.after]);
      return { type, inputs: [x, amounts, constants.scalar(operation.value, value.dtype)] };
    }
    case 'concat':
      return { type, inputs, attributes: { axis: operation.axis } };
    case 'gather': {
      const { axis, indices } = operation;
      return { type, inputs: [x, constants.integers(indices)], attributes: { axis } };
    }
    case 'scatterAdd': {
      const zeros = zerosOf(value.shape, context);
      const rows = constants.integers(operation.indices, [operation.indices.length, 1]);
      return { type, inputs: [zeros, rows, x], attributes: { reduction: 'add' } };
    }
    default:
      return { type, inputs };
  }
}

/** Begin, end and number of the axes that are cut. */
function slice(
  { operands, shape: kept }: Value,
  { begin, size }: Extract<Operation, { kind: 'slice' }>,
  constants: Constants,
): string[] {
  const whole = operands[0]?.shape ?? kept;
  const axes = [...whole.keys()].filter((axis) => kept[axis] !== whole[axis]);
  const from = axes.map((axis) => begin[axis] ?? 0);
  const to = axes.map((axis) => (begin[axis] ?? 0) + (size[axis] ?? 0));
  return [from, to, axes].map((values) => constants.integers(values));
}

function zerosOf(shape: readonly number[], { constants, emit }: NodeContext): string {
  return emit({ type: 'Expand', inputs: [constants.scalar(0), constants.integers(shape)] });
}

function matMul(
  value: Value,
  { transposeA, transposeB }: Extract<Operation, { kind: 'matMul' }>,
  inputs: readonly string[],
): Node {
  const [a = value, b = value] = value.operands;
  const flags = { transA: Number(transposeA), transB: Number(transposeB) };
  if (a.shape.length === 2 && b.shape.length === 2) return { type: 'Gemm', inputs, attributes: flags };
  if (!transposeA && !transposeB) return { type: 'MatMul', inputs };
  return { type: 'FusedMatMul', inputs, attributes: flags, domain: MICROSOFT };
}
