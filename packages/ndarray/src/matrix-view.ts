import { matrixShape, type NdArray } from './ndarray.ts';

/** A part of a matrix that shares its numbers: element (i, j) is `data[start + i rowStride + j columnStride]`. */
export interface MatrixView {
  readonly data: Float64Array;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** Start and end (exclusive) of some rows or columns. */
export type Span = readonly [number, number];

export function view(a: NdArray): MatrixView {
  const [rows, columns] = matrixShape(a);
  return { data: a.data, start: 0, rows, columns, rowStride: columns, columnStride: 1 };
}

export function emptyMatrix(rows: number, columns: number): MatrixView {
  return {
    data: new Float64Array(rows * columns),
    start: 0,
    rows,
    columns,
    rowStride: columns,
    columnStride: 1,
  };
}

export function part(
  { data, start, rowStride, columnStride }: MatrixView,
  [top, bottom]: Span,
  [left, right]: Span,
): MatrixView {
  return {
    data,
    start: start + top * rowStride + left * columnStride,
    rows: bottom - top,
    columns: right - left,
    rowStride,
    columnStride,
  };
}

export function transposed({ data, start, rows, columns, rowStride, columnStride }: MatrixView): MatrixView {
  return { data, start, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride };
}

/** Copies the part of a square below the diagonal to that above. */
export function mirror({ data, start, rows, rowStride, columnStride }: MatrixView): void {
  // In squares that stay in the cache, as one of the two sides is read or written across the rows.
  for (let top = 0; top < rows; top += MIRROR) {
    for (let left = 0; left <= top; left += MIRROR) {
      const bottom = Math.min(top + MIRROR, rows);
      for (let i = top; i < bottom; i++) {
        const right = Math.min(left + MIRROR, i);
        for (let j = left; j < right; j++) {
          data[start + j * rowStride + i * columnStride] =
            data[start + i * rowStride + j * columnStride] ?? 0;
        }
      }
    }
  }
}

const MIRROR = 32;
