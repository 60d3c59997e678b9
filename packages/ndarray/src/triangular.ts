import { type AddProduct, addSymmetricProduct } from './add-product.ts';
import { emptyMatrix, type MatrixView, part, type Span, transposed } from './matrix-view.ts';

/**
 * Triangular matrices by halves, so that nearly all the work is matrix products: F. G. Gustavson, "Recursion leads to
 * automatic variable blocking for dense linear-algebra algorithms", IBM J. Res. Dev. 41 (1997) 737. Views have rows without
 * gaps between their elements.
 */

/** Rows below which loops do as well as products. */
const SMALL = 32;

const halves = (n: number): readonly [Span, Span] => {
  const split = 4 * Math.ceil(n / 8);
  return [
    [0, split],
    [split, n],
  ];
};

/**
 * Replaces the lower triangle of a symmetric matrix by its Cholesky factor. What is above the diagonal is left undefined.
 * Returns the first row that shows that the matrix is not positive definite, or -1.
 */
export function factorise(a: MatrixView, add: AddProduct): number {
  if (a.rows <= SMALL) return factoriseSmall(a);
  const [first, second] = halves(a.rows);
  const failed = factorise(part(a, first, first), add);
  if (failed >= 0) return failed;
  const below = part(a, second, first);
  solveRows(below, part(a, first, first), add);
  const rest = part(a, second, second);
  addSymmetricProduct(add, { c: rest, factor: -1, a: below, b: transposed(below) });
  const failedBelow = factorise(rest, add);
  return failedBelow < 0 ? -1 : second[0] + failedBelow;
}

function factoriseSmall({ data, start, rows, rowStride }: MatrixView): number {
  for (let i = 0; i < rows; i++) {
    const rowI = start + i * rowStride;
    for (let j = 0; j <= i; j++) {
      const rowJ = start + j * rowStride;
      let sum = data[rowI + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (data[rowI + k] ?? 0) * (data[rowJ + k] ?? 0);
      if (i !== j) data[rowI + j] = sum / (data[rowJ + j] ?? 1);
      else if (sum > 0) data[rowI + i] = Math.sqrt(sum);
      else return i;
    }
  }
  return -1;
}

/** Replaces b by x with `x lower^T = b`. */
function solveRows(b: MatrixView, lower: MatrixView, add: AddProduct): void {
  const all: Span = [0, b.rows];
  if (lower.rows > SMALL) {
    const [first, second] = halves(lower.rows);
    solveRows(part(b, all, first), part(lower, first, first), add);
    add(part(b, all, second), -1, part(b, all, first), transposed(part(lower, second, first)));
    solveRows(part(b, all, second), part(lower, second, second), add);
    return;
  }
  const { data } = lower;
  for (let i = 0; i < b.rows; i++) {
    const x = b.data.subarray(b.start + i * b.rowStride);
    for (let j = 0; j < lower.rows; j++) {
      const line = lower.start + j * lower.rowStride;
      let sum = x[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (x[k] ?? 0) * (data[line + k] ?? 0);
      x[j] = sum / (data[line + j] ?? 1);
    }
  }
}

/** Writes the inverse of a lower triangle into `out`, which is zero. */
export function invertLower(out: MatrixView, lower: MatrixView, add: AddProduct): void {
  if (lower.rows <= SMALL) {
    invertSmall(out, lower);
    return;
  }
  const [first, second] = halves(lower.rows);
  invertLower(part(out, first, first), part(lower, first, first), add);
  invertLower(part(out, second, second), part(lower, second, second), add);
  const product = emptyMatrix(second[1] - second[0], first[1]);
  add(product, 1, part(lower, second, first), part(out, first, first));
  add(part(out, second, first), -1, part(out, second, second), product);
}

function invertSmall({ data, start, rowStride }: MatrixView, lower: MatrixView): void {
  for (let i = 0; i < lower.rows; i++) {
    const line = lower.data.subarray(lower.start + i * lower.rowStride);
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= (line[k] ?? 0) * (data[start + k * rowStride + j] ?? 0);
      data[start + i * rowStride + j] = sum / (line[i] ?? 1);
    }
  }
}

/** Adds `lower^T lower` to `out`. */
export function addGram(out: MatrixView, lower: MatrixView, add: AddProduct): void {
  if (lower.rows <= SMALL) {
    add(out, 1, transposed(lower), lower);
    return;
  }
  const [first, second] = halves(lower.rows);
  addGram(part(out, first, first), part(lower, first, first), add);
  addGram(part(out, second, second), part(lower, second, second), add);
  const below = part(lower, second, first);
  addSymmetricProduct(add, { c: part(out, first, first), factor: 1, a: transposed(below), b: below });
  add(part(out, second, first), 1, transposed(part(lower, second, second)), below);
}
