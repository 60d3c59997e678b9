import { InputError } from '@parton/errors';

/** A dense array in row-major order (last index fastest). Plain data: treat it as immutable once it is handed on. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Numbers in nested arrays, as JSON has them. */
export type Nested = number | readonly Nested[];

/** Number of elements of a shape; 1 for a scalar. */
export function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The two lengths of a matrix. Throws if the array has another rank. */
export function matrixShape(a: NdArray): readonly [number, number] {
  const [rows, columns] = a.shape;
  if (rows === undefined || columns === undefined || a.shape.length !== 2) {
    throw new InputError({ found: `shape [${a.shape.join(', ')}]`, expected: 'a matrix [rows, columns]' });
  }
  return [rows, columns];
}

/** Wraps numbers (a `Float64Array` is not copied). Throws if their number does not fit the shape. */
export function ndarray(data: ArrayLike<number>, shape: readonly number[]): NdArray {
  if (data.length !== size(shape)) {
    throw new InputError({
      found: `${data.length} numbers`,
      expected: `${size(shape)} for the shape [${shape.join(', ')}]`,
    });
  }
  return { shape, data: data instanceof Float64Array ? data : Float64Array.from(data) };
}

export function zeros(shape: readonly number[]): NdArray {
  return { shape, data: new Float64Array(size(shape)) };
}

export function ones(shape: readonly number[]): NdArray {
  return { shape, data: new Float64Array(size(shape)).fill(1) };
}

/** The i-th slice along the first axis, as a view: `[R, F, N]` -> `[F, N]`. */
export function row(array: NdArray, i: number): NdArray {
  const shape = array.shape.slice(1);
  const length = size(shape);
  if (!(i >= 0 && i < (array.shape[0] ?? 0))) {
    throw new InputError({ found: `row ${i}`, expected: `one of the ${array.shape[0] ?? 0} rows` });
  }
  return { shape, data: array.data.subarray(i * length, (i + 1) * length) };
}

/** Joins arrays of one shape along a new first axis: R times `[F, N]` -> `[R, F, N]`. */
export function stack(arrays: readonly NdArray[]): NdArray {
  const shape = arrays[0]?.shape ?? [];
  const length = size(shape);
  const data = new Float64Array(arrays.length * length);
  arrays.forEach((array, i) => {
    if (array.shape.join() !== shape.join()) {
      throw new InputError({
        found: `shape [${array.shape.join(', ')}]`,
        expected: `[${shape.join(', ')}] as the first`,
      });
    }
    data.set(array.data, i * length);
  });
  return { shape: [arrays.length, ...shape], data };
}

/** Nested arrays, as JSON has them, to an array. Throws if they are ragged. */
export function fromNested(nested: Nested): NdArray {
  const shape: number[] = [];
  for (let level: Nested = nested; typeof level !== 'number'; level = level[0] ?? 0) shape.push(level.length);
  const flat: number[] = [];
  const visit = (value: Nested, depth: number): void => {
    if (typeof value === 'number') {
      if (depth !== shape.length)
        throw new InputError({ found: 'ragged arrays', expected: 'one length per axis' });
      flat.push(value);
      return;
    }
    if (value.length !== shape[depth])
      throw new InputError({ found: 'ragged arrays', expected: 'one length per axis' });
    value.forEach((entry) => visit(entry, depth + 1));
  };
  visit(nested, 0);
  return ndarray(flat, shape);
}

/** The inverse of {@link fromNested}. */
export function toNested(array: NdArray): Nested {
  if (array.shape.length === 0) return array.data[0] ?? 0;
  if (array.shape.length === 1) return Array.from(array.data);
  return Array.from({ length: array.shape[0] ?? 0 }, (_, i) => toNested(row(array, i)));
}
