import { BINARY, COMPARE, REDUCE, UNARY } from './scalar-functions.ts';
import { aroundAxis, broadcastStrides, range, sizeOf, stridesOf } from './shape.ts';
import { eachPosition, readView, writeView } from './strided.ts';
import type { DenseArray, Operation } from './value.ts';

/** Applies one operation to numbers: slow, readable, in float64. `shape` is that of the result. */
export function compute(
  operation: Operation,
  operands: readonly DenseArray[],
  shape: readonly number[],
): Float64Array {
  const [a = EMPTY, b = EMPTY, c = EMPTY] = operands;
  switch (operation.kind) {
    case 'unary':
      return a.data.map(UNARY[operation.name]);
    case 'binary':
      return zip(BINARY[operation.name], a, b, shape);
    case 'compare':
      return zip(COMPARE[operation.name], a, b, shape);
    case 'logical':
      if (operation.name === 'not') return a.data.map((x) => 1 - x);
      return zip(operation.name === 'and' ? Math.min : Math.max, a, b, shape);
    case 'where':
      return choose(a, b, c, shape);
    case 'cast':
    case 'reshape':
      return a.data;
    case 'matMul':
      return matMul(operation, a, b, shape);
    case 'reduce':
      return reduce(operation, a);
    case 'broadcastTo':
      return broadcast(a, shape);
    case 'transpose':
    case 'slice':
      return read(operation, a, shape);
    case 'pad':
      return pad(operation, a, shape);
    case 'concat':
      return concat(operation.axis, operands, shape);
    case 'gather':
    case 'scatterAdd':
      return moveIndices(operation, a, shape);
  }
}

const EMPTY: DenseArray = { shape: [0], data: new Float64Array(0) };

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

function broadcast(a: DenseArray, shape: readonly number[]): Float64Array {
  return readView(a.data, { shape, strides: broadcastStrides(a.shape, shape) });
}

function zip(
  f: (x: number, y: number) => number,
  a: DenseArray,
  b: DenseArray,
  shape: readonly number[],
): Float64Array {
  const right = broadcast(b, shape);
  return broadcast(a, shape).map((x, i) => f(x, right[i] ?? 0));
}

function choose(yes: DenseArray, a: DenseArray, b: DenseArray, shape: readonly number[]): Float64Array {
  const [whereTrue, whereFalse] = [broadcast(a, shape), broadcast(b, shape)];
  return broadcast(yes, shape).map((condition, i) =>
    condition ? (whereTrue[i] ?? 0) : (whereFalse[i] ?? 0),
  );
}

function matMul(
  { transposeA, transposeB }: Extract<Operation, { kind: 'matMul' }>,
  a: DenseArray,
  b: DenseArray,
  shape: readonly number[],
): Float64Array {
  const [m = 1, n = 1] = shape.slice(-2);
  const k = a.shape.at(transposeA ? -2 : -1) ?? 1;
  const batch = shape.slice(0, -2);
  const left = matrices(a, batch, transposeA);
  const right = matrices(b, batch, transposeB);
  const out = new Float64Array(sizeOf(shape));
  for (let matrix = 0; matrix < sizeOf(batch); matrix++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) {
          sum += (left[(matrix * m + i) * k + l] ?? 0) * (right[(matrix * k + l) * n + j] ?? 0);
        }
        out[(matrix * m + i) * n + j] = sum;
      }
    }
  }
  return out;
}

/** The matrices of a stack, broadcast to `batch` and transposed if asked for. */
function matrices(a: DenseArray, batch: readonly number[], transposed: boolean): Float64Array {
  const [rows = 1, columns = 1] = a.shape.slice(-2);
  const strides = broadcastStrides(a.shape, [...batch, rows, columns]);
  if (!transposed) return readView(a.data, { shape: [...batch, rows, columns], strides });
  const swapped = [...strides.slice(0, -2), strides.at(-1) ?? 0, strides.at(-2) ?? 0];
  return readView(a.data, { shape: [...batch, columns, rows], strides: swapped });
}

function reduce({ name, axes }: Extract<Operation, { kind: 'reduce' }>, a: DenseArray): Float64Array {
  const { start, step } = REDUCE[name];
  const kept = a.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const out = new Float64Array(sizeOf(kept)).fill(start);
  eachPosition({ shape: a.shape, strides: broadcastStrides(kept, a.shape) }, (position, i) => {
    out[position] = step(out[position] ?? start, a.data[i] ?? 0);
  });
  return out;
}

/** Other strides or another offset into the same numbers. */
function read(
  operation: Extract<Operation, { kind: 'transpose' | 'slice' }>,
  a: DenseArray,
  shape: readonly number[],
): Float64Array {
  const strides = stridesOf(a.shape);
  if (operation.kind === 'slice') {
    return readView(a.data, { shape, strides, offset: dot(operation.begin, strides) });
  }
  return readView(a.data, { shape, strides: operation.permutation.map((axis) => strides[axis] ?? 0) });
}

function pad(
  { before, value }: Extract<Operation, { kind: 'pad' }>,
  a: DenseArray,
  shape: readonly number[],
): Float64Array {
  const out = new Float64Array(sizeOf(shape)).fill(value);
  const strides = stridesOf(shape);
  writeView(out, a.data, { shape: a.shape, strides, offset: dot(before, strides) });
  return out;
}

function concat(axis: number, operands: readonly DenseArray[], shape: readonly number[]): Float64Array {
  const out = new Float64Array(sizeOf(shape));
  const strides = stridesOf(shape);
  let begin = 0;
  for (const operand of operands) {
    writeView(out, operand.data, { shape: operand.shape, strides, offset: begin * (strides[axis] ?? 0) });
    begin += operand.shape[axis] ?? 0;
  }
  return out;
}

/** gather reads element `indices[i]` along an axis, scatterAdd adds to it. */
function moveIndices(
  { kind, axis, indices }: Extract<Operation, { kind: 'gather' | 'scatterAdd' }>,
  a: DenseArray,
  shape: readonly number[],
): Float64Array {
  const [outer, length, inner] = aroundAxis(kind === 'gather' ? a.shape : shape, axis);
  const out = new Float64Array(sizeOf(shape));
  for (const o of range(outer)) {
    indices.forEach((index, i) => {
      for (let k = 0; k < inner; k++) {
        const listed = (o * indices.length + i) * inner + k;
        const indexed = (o * length + index) * inner + k;
        if (kind === 'gather') out[listed] = a.data[indexed] ?? 0;
        else out[indexed] = (out[indexed] ?? 0) + (a.data[listed] ?? 0);
      }
    });
  }
  return out;
}
