import { GraphError } from './graph-error.ts';

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** `[0, 1, .., n - 1]` */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** For people. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** The shape of an elementwise operation (NumPy's rule). Throws {@link GraphError} in the name of the operation. */
export function broadcastShapes(operation: string, ...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return range(rank).map((axis) => {
    const lengths = new Set(shapes.map((shape) => shape[axis - rank + shape.length] ?? 1));
    lengths.delete(1);
    if (lengths.size > 1) {
      throw new GraphError(operation, shapes.map(shapeText).join(' and '), 'shapes that broadcast');
    }
    const [length = 1] = lengths;
    return length;
  });
}

/** Steps in memory of one step along each axis, row-major. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  }
  return strides;
}

/** Strides that read an array of shape `from` as if it had been broadcast to `to`. */
export function broadcastStrides(from: readonly number[], to: readonly number[]): number[] {
  const lead = to.length - from.length;
  const strides = stridesOf(from);
  return to.map((_, axis) => ((from[axis - lead] ?? 1) === 1 ? 0 : (strides[axis - lead] ?? 0)));
}

/** `inverse[permutation[i]] = i` */
export function inversePermutation(permutation: readonly number[]): number[] {
  const inverse = Array<number>(permutation.length).fill(0);
  permutation.forEach((axis, i) => {
    inverse[axis] = i;
  });
  return inverse;
}

/** Lengths before, along and behind an axis: an array as `[outer, length, inner]`. */
export function aroundAxis(
  shape: readonly number[],
  axis: number,
): [outer: number, length: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis] ?? 1, sizeOf(shape.slice(axis + 1))];
}
