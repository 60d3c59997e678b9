import { sizeOf } from './shape.ts';

/** Which elements of a buffer an array of some shape stands for: `offset + sum_axis index[axis] strides[axis]`. */
export interface View {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset?: number;
}

/** Calls back with the position in the buffer of every element of a view, in row-major order. */
export function eachPosition(
  { shape, strides, offset = 0 }: View,
  visit: (position: number, i: number) => void,
): void {
  const count = sizeOf(shape);
  const index = shape.map(() => 0);
  let position = offset;
  for (let i = 0; i < count; i++) {
    visit(position, i);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      position += strides[axis] ?? 0;
      if (next < (shape[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      position -= next * (strides[axis] ?? 0);
    }
  }
}

/** Copies the elements of a view out of a buffer. Broadcasting, transposing and slicing are choices of strides. */
export function readView(data: Float64Array, view: View): Float64Array {
  const out = new Float64Array(sizeOf(view.shape));
  eachPosition(view, (position, i) => {
    out[i] = data[position] ?? 0;
  });
  return out;
}

/** Copies elements into a view of a buffer: the inverse of {@link readView}. */
export function writeView(target: Float64Array, data: Float64Array, view: View): void {
  eachPosition(view, (position, i) => {
    target[position] = data[i] ?? 0;
  });
}
