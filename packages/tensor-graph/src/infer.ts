import { GraphError } from './graph-error.ts';
import { broadcastShapes, range, sameNumbers, shapeText, sizeOf } from './shape.ts';
import type { DType, Operation, ValueType } from './value.ts';

/** Shape and element type of an operation's result. Throws {@link GraphError} if the operands do not fit. */
export function infer(operation: Operation, operands: readonly ValueType[]): ValueType {
  const name = nameOf(operation);
  const [a, b, c] = operands;
  switch (operation.kind) {
    case 'unary':
    case 'binary':
      expectOperands(name, operands, operation.kind === 'unary' ? ['real'] : ['real', 'real']);
      return { shape: broadcastShapes(name, ...shapesOf(operands)), dtype: 'real' };
    case 'compare':
      expectOperands(name, operands, ['real', 'real']);
      return { shape: broadcastShapes(name, ...shapesOf(operands)), dtype: 'bool' };
    case 'logical':
      expectOperands(name, operands, operation.name === 'not' ? ['bool'] : ['bool', 'bool']);
      return { shape: broadcastShapes(name, ...shapesOf(operands)), dtype: 'bool' };
    case 'where':
      expectOperands(name, operands, ['bool', b?.dtype ?? c?.dtype ?? 'real', b?.dtype ?? 'real']);
      return { shape: broadcastShapes(name, ...shapesOf(operands)), dtype: b?.dtype ?? 'real' };
    case 'cast':
      expectOperands(name, operands, ['bool']);
      return { shape: a?.shape ?? [], dtype: 'real' };
    case 'matMul':
      expectOperands(name, operands, ['real', 'real']);
      return { shape: matMulShape(operation, operands), dtype: 'real' };
    case 'scatterAdd':
      expectOperands(name, operands, ['real']);
      return { shape: scatterShape(operation, a?.shape ?? []), dtype: 'real' };
    case 'concat':
      expectOperands(
        name,
        operands,
        operands.length === 0 ? ['real'] : operands.map(() => a?.dtype ?? 'real'),
      );
      return { shape: concatShape(operation.axis, shapesOf(operands)), dtype: a?.dtype ?? 'real' };
    default: {
      expectOperands(name, operands, [operation.kind === 'reduce' ? 'real' : (a?.dtype ?? 'real')]);
      return { shape: rearrangedShape(operation, a?.shape ?? []), dtype: a?.dtype ?? 'real' };
    }
  }
}

/** The name of an operation in messages. */
export function nameOf(operation: Operation): string {
  return 'name' in operation ? operation.name : operation.kind;
}

const shapesOf = (operands: readonly ValueType[]): (readonly number[])[] =>
  operands.map(({ shape }) => shape);

function expectOperands(name: string, operands: readonly ValueType[], dtypes: readonly DType[]): void {
  const found = operands.map(({ dtype }) => dtype);
  if (found.join() !== dtypes.join()) {
    throw new GraphError(name, `operands (${found.join(', ')})`, `(${dtypes.join(', ')})`);
  }
}

function matMulShape(
  operation: Extract<Operation, { kind: 'matMul' }>,
  [a, b]: readonly ValueType[],
): number[] {
  const { transposeA, transposeB } = operation;
  const left = a?.shape ?? [];
  const right = b?.shape ?? [];
  const [m, k] = transposeA ? [left.at(-1), left.at(-2)] : [left.at(-2), left.at(-1)];
  const [kb, n] = transposeB ? [right.at(-1), right.at(-2)] : [right.at(-2), right.at(-1)];
  if (m === undefined || n === undefined || k === undefined || k !== kb) {
    const text = `${shapeText(left)}${transposeA ? ' transposed' : ''} x ${shapeText(right)}${transposeB ? ' transposed' : ''}`;
    throw new GraphError('matMul', text, 'matrices with equal inner lengths');
  }
  return [...broadcastShapes('matMul', left.slice(0, -2), right.slice(0, -2)), m, n];
}

function concatShape(axis: number, shapes: readonly (readonly number[])[]): number[] {
  const [first = []] = shapes;
  const others = (shape: readonly number[]): number[] => shape.toSpliced(axis, 1);
  expectAxis('concat', first, axis);
  for (const shape of shapes) {
    if (shape.length !== first.length || !sameNumbers(others(shape), others(first))) {
      throw new GraphError(
        'concat',
        shapes.map(shapeText).join(', '),
        `equal lengths except along axis ${axis}`,
      );
    }
  }
  return first.with(
    axis,
    shapes.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0),
  );
}

function scatterShape(
  { axis, indices, length }: Extract<Operation, { kind: 'scatterAdd' }>,
  shape: readonly number[],
): number[] {
  expectAxis('scatterAdd', shape, axis);
  if (indices.length !== shape[axis]) {
    throw new GraphError(
      'scatterAdd',
      `${indices.length} indices`,
      `${shape[axis]}, one per element of axis ${axis}`,
    );
  }
  expectIndices('scatterAdd', indices, length);
  return shape.with(axis, length);
}

type Rearrangement = Extract<
  Operation,
  { kind: 'reduce' | 'reshape' | 'broadcastTo' | 'transpose' | 'slice' | 'pad' | 'gather' }
>;

/** Operations with one operand that move elements about. */
function rearrangedShape(operation: Rearrangement, shape: readonly number[]): readonly number[] {
  const rank = shape.length;
  const name = nameOf(operation);
  const fail = (expected: string): never => {
    const { kind: _, ...attributes } = operation;
    throw new GraphError(name, `shape ${shapeText(shape)} with ${JSON.stringify(attributes)}`, expected);
  };
  switch (operation.kind) {
    case 'reduce': {
      const sorted = [...new Set(operation.axes)].sort((p, q) => p - q);
      if (!sameNumbers(sorted, operation.axes)) fail('ascending axes');
      for (const axis of operation.axes) expectAxis(name, shape, axis);
      return shape.filter((_, axis) => !operation.axes.includes(axis));
    }
    case 'reshape':
      return sizeOf(operation.shape) === sizeOf(shape)
        ? operation.shape
        : fail('the same number of elements');
    case 'broadcastTo':
      return sameNumbers(broadcastShapes(name, shape, operation.shape), operation.shape)
        ? operation.shape
        : fail('a shape that it broadcasts to');
    case 'transpose': {
      const sorted = operation.permutation.toSorted((p, q) => p - q);
      if (!sameNumbers(sorted, range(rank))) fail('each axis once');
      return operation.permutation.map((axis) => shape[axis] ?? 1);
    }
    case 'slice':
      return isInside(operation, shape) ? operation.size : fail('a range inside the shape');
    case 'pad': {
      const { before, after } = operation;
      if (!areLengths(before, rank) || !areLengths(after, rank)) fail('one length >= 0 per axis and side');
      return shape.map((length, i) => length + (before[i] ?? 0) + (after[i] ?? 0));
    }
    case 'gather':
      expectAxis(name, shape, operation.axis);
      expectIndices(name, operation.indices, shape[operation.axis] ?? 0);
      return shape.with(operation.axis, operation.indices.length);
  }
}

function isInside({ begin, size }: Extract<Operation, { kind: 'slice' }>, shape: readonly number[]): boolean {
  const fits = shape.every((length, i) => (begin[i] ?? 0) + (size[i] ?? 0) <= length);
  return areLengths(begin, shape.length) && areLengths(size, shape.length) && fits;
}

const areLengths = (lengths: readonly number[], rank: number): boolean =>
  lengths.length === rank && lengths.every((length) => Number.isInteger(length) && length >= 0);

function expectAxis(name: string, shape: readonly number[], axis: number): void {
  if (!Number.isInteger(axis) || axis < 0 || axis >= shape.length) {
    throw new GraphError(name, `axis ${axis}`, `an axis of ${shapeText(shape)}`);
  }
}

function expectIndices(name: string, indices: readonly number[], length: number): void {
  const bad = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= length);
  if (bad !== undefined) throw new GraphError(name, `index ${bad}`, `0 to ${length - 1}`);
}
