import { type AddProduct, addSymmetricProduct } from './add-product.ts';
import { DOTS, type Kernel, startKernel } from './kernel.ts';
import { emptyMatrix, type MatrixView, part, transposed } from './matrix-view.ts';
import type { NdArray } from './ndarray.ts';

/** `a = Q T Q^T` with T tridiagonal and `Q = H_0 H_1 ..`, where `H_j = 1 - factors[j] v_j v_j^T`. */
export interface Tridiagonal {
  /** `[n]`. */
  readonly diagonal: Float64Array;
  /** `[n]`; element j couples j and j + 1, the last is 0. */
  readonly offDiagonal: Float64Array;
  /** Rows v_j; those are 0 up to element j, and 1 at j + 1. */
  readonly reflectors: MatrixView;
  /** `[n]`. */
  readonly factors: Float64Array;
}

/** Rows reduced before the rest of the matrix follows. */
const PANEL = 48;
/** Reflectors applied at once. */
const APPLIED = 128;
const BYTES = 8;

/** The places of a reduction in the memory of a kernel, in numbers. Rows are padded with zeros to `width`. */
interface Work {
  readonly kernel: Kernel;
  readonly n: number;
  readonly width: number;
  /** Rows of panel: the vectors v, then w, then v again, of the update `a -= v w^T + w v^T`. */
  readonly panel: number;
  /** For the results of the kernel. */
  readonly scratch: number;
}

/**
 * Householder reduction of a symmetric `[n, n]`, with the update of the matrix delayed until it is a matrix product:
 * Dongarra, Sorensen and Hammarling, J. Comput. Appl. Math. 27 (1989) 215. Half of the work remains products of the matrix
 * with a vector.
 */
export function tridiagonalise(a: NdArray, add: AddProduct): Tridiagonal {
  const [n = 0] = a.shape;
  const work = startWork(a, n);
  const { kernel, width, panel } = work;
  const { memory } = kernel;
  const result = {
    diagonal: new Float64Array(n),
    offDiagonal: new Float64Array(n),
    factors: new Float64Array(n),
  };
  for (let first = 0; first < n; first += PANEL) {
    const end = Math.min(first + PANEL, n);
    memory.fill(0, panel, work.scratch);
    for (let j = first; j < end; j++) reduceRow(work, result, first, j);
    const vectors = (row: number): MatrixView => ({
      data: memory,
      start: panel + row * width + end,
      rows: 2 * PANEL,
      columns: n - end,
      rowStride: width,
      columnStride: 1,
    });
    const rest: MatrixView = {
      data: memory,
      start: end * width + end,
      rows: n - end,
      columns: n - end,
      rowStride: width,
      columnStride: 1,
    };
    addSymmetricProduct(add, { c: rest, factor: -1, a: transposed(vectors(0)), b: vectors(PANEL) });
  }
  const reflectors = { data: memory, start: 0, rows: n, columns: n, rowStride: width, columnStride: 1 };
  return { ...result, reflectors };
}

function startWork(a: NdArray, n: number): Work {
  const width = DOTS * Math.ceil(n / DOTS);
  // The kernel takes rows by fours and may read beyond the last.
  const panel = (n + DOTS) * width;
  const scratch = panel + 3 * PANEL * width;
  const kernel = startKernel(scratch + Math.max(width + DOTS, 2 * PANEL));
  for (let i = 0; i < n; i++) kernel.memory.set(a.data.subarray(i * n, (i + 1) * n), i * width);
  return { kernel, n, width, panel, scratch };
}

/** Makes row j of the matrix that of T, leaves its reflector there, and completes the rows of v and w for it. */
function reduceRow(work: Work, result: Omit<Tridiagonal, 'reflectors'>, first: number, j: number): void {
  const { kernel, n, width, panel } = work;
  const { memory } = kernel;
  const row = memory.subarray(j * width, j * width + n);
  const vector = (k: number): Float64Array => memory.subarray(panel + k * width, panel + k * width + n);
  const done = j - first;
  for (let k = 0; k < done; k++) {
    addMultiple(row, -(vector(k)[j] ?? 0), vector(PANEL + k), j);
    addMultiple(row, -(vector(PANEL + k)[j] ?? 0), vector(k), j);
  }
  result.diagonal[j] = row[j] ?? 0;
  row.fill(0, 0, j + 1);
  if (j + 1 === n) return;
  const { factor, value } = reflect(row, j + 1);
  result.factors[j] = factor;
  result.offDiagonal[j] = value;
  vector(done).set(row);
  vector(2 * PANEL + done).set(row);
  const w = vector(PANEL + done);
  w.set(products(work, j, { start: (j + 1) * width, rows: n - j - 1 }), j + 1);
  const overlaps = products(work, j, { start: panel, rows: 2 * PANEL });
  for (let k = 0; k < done; k++) {
    addMultiple(w, -(overlaps[PANEL + k] ?? 0), vector(k), j + 1);
    addMultiple(w, -(overlaps[k] ?? 0), vector(PANEL + k), j + 1);
  }
  let overlap = 0;
  for (let i = j + 1; i < n; i++) overlap += (w[i] ?? 0) * (row[i] ?? 0);
  for (let i = j + 1; i < n; i++) w[i] = factor * ((w[i] ?? 0) - (factor / 2) * overlap * (row[i] ?? 0));
}

/** Products of row j, which is 0 up to element j, with some other rows. A view that the next products overwrite. */
function products(work: Work, j: number, { start, rows }: { start: number; rows: number }): Float64Array {
  const { kernel, width, scratch } = work;
  const from = DOTS * Math.floor((j + 1) / DOTS);
  const x = BYTES * (j * width + from);
  const end = BYTES * (j + 1) * width;
  for (let i = 0; i < rows; i += DOTS) {
    kernel.dots(BYTES * (start + i * width + from), BYTES * width, x, end, BYTES * (scratch + i));
  }
  return kernel.memory.subarray(scratch, scratch + rows);
}

function addMultiple(target: Float64Array, factor: number, source: Float64Array, from: number): void {
  for (let i = from; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (source[i] ?? 0);
}

/**
 * Turns the elements x from `from` on into v, for which `(1 - factor v v^T) x = (value, 0, ..)` and `v_0 = 1`: Golub and
 * Van Loan, Matrix Computations (4th edition), 5.1.
 */
function reflect(x: Float64Array, from: number): { factor: number; value: number } {
  const first = x[from] ?? 0;
  let tail = 0;
  for (let i = from + 1; i < x.length; i++) tail += (x[i] ?? 0) ** 2;
  x[from] = 1;
  if (tail === 0) return { factor: 0, value: first };
  const length = Math.sqrt(first * first + tail);
  const value = first > 0 ? -length : length;
  for (let i = from + 1; i < x.length; i++) x[i] = (x[i] ?? 0) / (first - value);
  return { factor: (value - first) / value, value };
}

/**
 * Replaces the rows z of `[n, n]` by `Q z`. Many reflectors at once are `1 - V^T S V` with a triangular S: Schreiber and
 * Van Loan, SIAM J. Sci. Stat. Comput. 10 (1989) 53.
 */
export function applyReflectors(z: MatrixView, { reflectors, factors }: Tridiagonal, add: AddProduct): void {
  const n = z.rows;
  for (let first = APPLIED * Math.floor((n - 1) / APPLIED); first >= 0; first -= APPLIED) {
    const end = Math.min(first + APPLIED, n);
    const vectors = part(reflectors, [first, end], [first, n]);
    const scaled = emptyMatrix(end - first, n - first);
    add(scaled, 1, transposed(triangle(vectors, factors.subarray(first, end), add)), vectors);
    const target = part(z, [0, n], [first, n]);
    const overlaps = emptyMatrix(n, end - first);
    add(overlaps, 1, target, transposed(vectors));
    add(target, -1, overlaps, scaled);
  }
}

/** The upper triangle S of {@link applyReflectors}. */
function triangle(vectors: MatrixView, factors: Float64Array, add: AddProduct): MatrixView {
  const m = vectors.rows;
  const gram = emptyMatrix(m, m);
  add(gram, 1, vectors, transposed(vectors));
  const out = emptyMatrix(m, m);
  for (let p = 0; p < m; p++) {
    const factor = factors[p] ?? 0;
    out.data[p * m + p] = factor;
    for (let i = 0; i < p; i++) {
      let sum = 0;
      for (let k = i; k < p; k++) sum += (out.data[i * m + k] ?? 0) * (gram.data[k * m + p] ?? 0);
      out.data[i * m + p] = -factor * sum;
    }
  }
  return out;
}
