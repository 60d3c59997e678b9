import { compute } from './compute.ts';
import type { Graph } from './graph.ts';
import { broadcastShapes, range, sameNumbers, sizeOf } from './shape.ts';
import type { DenseArray, Operation, Value, ValueType } from './value.ts';

/** Constants up to this size are folded and compared by content; larger ones stay as they are, once. */
export const SMALL = 64;

/**
 * A simpler value equal to an operation, or undefined. Every rule keeps the result in floating point, except for the
 * sign of a zero: `0 x` stays, because x may be NaN; sums are not reordered.
 */
export function simplify(
  graph: Graph,
  operation: Operation,
  operands: readonly Value[],
  type: ValueType,
): Value | undefined {
  const folded = fold(graph, operation, operands, type);
  if (folded !== undefined) return folded;
  const [x] = operands;
  if (x === undefined) return undefined;
  switch (operation.kind) {
    case 'unary':
    case 'logical':
      return undo(operation, x) ?? shrink(graph, operation, operands, type);
    case 'binary':
      return arithmetic(graph, operation.name, operands, type) ?? shrink(graph, operation, operands, type);
    case 'compare':
    case 'where':
      return shrink(graph, operation, operands, type);
    case 'matMul':
      return absorbTransposes(graph, operation, operands);
    case 'reduce':
      return operation.axes.every((axis) => x.shape[axis] === 1) ? graph.reshape(x, type.shape) : undefined;
    case 'concat':
      return concat(graph, operation.axis, operands);
    case 'reshape':
    case 'broadcastTo':
    case 'slice':
    case 'pad':
      return sameNumbers(x.shape, type.shape) ? x : composed(graph, operation, x);
    case 'transpose':
      return transpose(graph, operation.permutation, x);
    default:
      return undefined;
  }
}

const fillOf = (value: Value): number | undefined =>
  value.operation.kind === 'fill' ? value.operation.value : undefined;

/** The numbers of a small constant. */
function numbersOf({ operation, shape }: Value): DenseArray | undefined {
  if (sizeOf(shape) > SMALL) return undefined;
  if (operation.kind === 'constant') return { shape, data: operation.data };
  if (operation.kind !== 'fill') return undefined;
  return { shape, data: new Float64Array(sizeOf(shape)).fill(operation.value) };
}

const ELEMENTWISE = new Set<Operation['kind']>(['unary', 'binary', 'compare', 'logical', 'where', 'cast']);
const REARRANGING = new Set<Operation['kind']>(['reshape', 'broadcastTo', 'transpose', 'slice', 'gather']);

/** Constants of constants. */
function fold(
  graph: Graph,
  operation: Operation,
  operands: readonly Value[],
  type: ValueType,
): Value | undefined {
  const fills = operands.map(fillOf).filter((value) => value !== undefined);
  const { shape, dtype } = type;
  if (fills.length === operands.length && ELEMENTWISE.has(operation.kind)) {
    const scalars = fills.map((value) => ({ shape: [], data: Float64Array.of(value) }));
    return graph.fill(compute(operation, scalars, [])[0] ?? 0, shape, dtype);
  }
  const [value] = fills;
  const [x] = operands;
  if (value !== undefined && x !== undefined && REARRANGING.has(operation.kind))
    return graph.fill(value, shape, dtype);
  if (value !== undefined && x !== undefined && operation.kind === 'reduce') {
    return graph.fill(operation.name === 'sum' ? (value * sizeOf(x.shape)) / sizeOf(shape) : value, shape);
  }
  if (sizeOf(shape) > SMALL) return undefined;
  const numbers = operands.map(numbersOf).filter((array) => array !== undefined);
  if (numbers.length === 0 || numbers.length < operands.length) return undefined;
  return graph.constant(compute(operation, numbers, shape), shape, dtype);
}

/** neg(neg(x)), not(not(x)) */
function undo(operation: Operation, x: Value): Value | undefined {
  if (!('name' in operation) || (operation.name !== 'neg' && operation.name !== 'not')) return undefined;
  return 'name' in x.operation && x.operation.name === operation.name ? x.operands[0] : undefined;
}

/** Neutral elements, and sums of neighbouring blocks. */
function arithmetic(
  graph: Graph,
  name: string,
  [a, b]: readonly Value[],
  { shape }: ValueType,
): Value | undefined {
  if (a === undefined || b === undefined) return undefined;
  const left = fillOf(a);
  const right = fillOf(b);
  const whole = (value: Value): Value => graph.broadcastTo(value, shape);
  switch (name) {
    case 'add':
      if (left === 0) return whole(b);
      return right === 0 ? whole(a) : (joinBlocks(graph, a, b) ?? joinBlocks(graph, b, a));
    case 'sub':
      return right === 0 ? whole(a) : undefined;
    case 'mul':
      if (left === 1) return whole(b);
      if (right === 1) return whole(a);
      if (left === -1) return graph.neg(whole(b));
      return right === -1 ? graph.neg(whole(a)) : undefined;
    case 'div':
      return right === 1 ? whole(a) : undefined;
    case 'pow':
      if (right === 2) return graph.mul(whole(a), whole(a));
      return right === 1 ? whole(a) : undefined;
    default:
      return undefined;
  }
}

/**
 * Two arrays padded with zeros that fill neighbouring blocks: one padded concatenation. The gradient of a split is a
 * sum of such arrays; this turns it into one concatenation.
 */
function joinBlocks(graph: Graph, a: Value, b: Value): Value | undefined {
  const [p, q] = [a.operation, b.operation];
  const [x] = a.operands;
  const [y] = b.operands;
  if (p.kind !== 'pad' || q.kind !== 'pad' || x === undefined || y === undefined) return undefined;
  if (p.value !== 0 || q.value !== 0 || !sameNumbers(a.shape, b.shape)) return undefined;
  const moved = range(a.shape.length).filter((axis) => p.before[axis] !== q.before[axis]);
  const [axis] = moved;
  if (axis === undefined || moved.length > 1) return undefined;
  if ((p.before[axis] ?? 0) + (x.shape[axis] ?? 0) !== q.before[axis]) return undefined;
  if (!sameNumbers(x.shape.toSpliced(axis, 1), y.shape.toSpliced(axis, 1))) return undefined;
  return graph.pad(graph.concat([x, y], axis), p.before, q.after);
}

/** Operands need no broadcasting of their own where the operation broadcasts. */
function shrink(
  graph: Graph,
  operation: Operation,
  operands: readonly Value[],
  { shape }: ValueType,
): Value | undefined {
  for (const [i, operand] of operands.entries()) {
    const smaller = withoutBroadcast(graph, operand);
    if (smaller === undefined) continue;
    const shrunk = operands.with(i, smaller);
    if (sameNumbers(broadcastShapes('shrink', ...shrunk.map((value) => value.shape)), shape)) {
      return graph.apply(operation, shrunk);
    }
  }
  return undefined;
}

function withoutBroadcast(graph: Graph, { operation, operands, shape, dtype }: Value): Value | undefined {
  if (operation.kind === 'broadcastTo') return operands[0];
  return operation.kind === 'fill' && shape.length > 0 ? graph.fill(operation.value, [], dtype) : undefined;
}

function absorbTransposes(
  graph: Graph,
  { transposeA, transposeB }: Extract<Operation, { kind: 'matMul' }>,
  [a, b]: readonly Value[],
): Value | undefined {
  if (a === undefined || b === undefined) return undefined;
  const left = swapped(a);
  if (left !== undefined) return graph.matMul(left, b, !transposeA, transposeB);
  const right = swapped(b);
  return right === undefined ? undefined : graph.matMul(a, right, transposeA, !transposeB);
}

/** x if the value is x with its last two axes swapped. */
function swapped({ operation, operands, shape }: Value): Value | undefined {
  if (operation.kind !== 'transpose') return undefined;
  const rank = shape.length;
  const swap = [...range(rank - 2), rank - 1, rank - 2];
  return sameNumbers(operation.permutation, swap) ? operands[0] : undefined;
}

function concat(graph: Graph, axis: number, operands: readonly Value[]): Value | undefined {
  const filled = operands.filter(({ shape }) => shape[axis] !== 0);
  if (filled.length === 1) return filled[0];
  return filled.length > 1 && filled.length < operands.length ? graph.concat(filled, axis) : undefined;
}

/** Two reshapes, broadcasts or slices in a row are one. */
function composed(
  graph: Graph,
  operation: Operation,
  { operation: inner, operands }: Value,
): Value | undefined {
  const [x] = operands;
  if (x === undefined || inner.kind !== operation.kind) return undefined;
  if (operation.kind === 'slice' && inner.kind === 'slice') {
    const begin = operation.begin.map((start, axis) => start + (inner.begin[axis] ?? 0));
    return graph.slice(x, begin, operation.size);
  }
  return operation.kind === 'reshape' || operation.kind === 'broadcastTo'
    ? graph.apply(operation, [x])
    : undefined;
}

function transpose(graph: Graph, permutation: readonly number[], x: Value): Value | undefined {
  if (x.operation.kind === 'transpose' && x.operands[0] !== undefined) {
    const inner = x.operation.permutation;
    return graph.transpose(
      x.operands[0],
      permutation.map((axis) => inner[axis] ?? 0),
    );
  }
  const moved = permutation.filter((axis) => x.shape[axis] !== 1);
  const ascending = moved.every((axis, i) => axis >= (moved[i - 1] ?? 0));
  return ascending
    ? graph.reshape(
        x,
        permutation.map((axis) => x.shape[axis] ?? 1),
      )
    : undefined;
}
