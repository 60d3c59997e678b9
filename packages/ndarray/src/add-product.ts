import { type Kernel, startKernel, TILE } from './kernel.ts';
import { type MatrixView, mirror, part, type Span, transposed } from './matrix-view.ts';

/** `c += factor a b` for `[m, n]`, `[m, k]` and `[k, n]`; c must not overlap the others. */
export type AddProduct = (c: MatrixView, factor: number, a: MatrixView, b: MatrixView) => void;

/**
 * Matrix products by parts that are copied into an order in which the kernel reads them without gaps, and that fit into the
 * caches: Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008) 12. The kernel
 * starts with the first product that is worth it, and serves as long as the function that is returned.
 */
export function productAdder(): AddProduct {
  let kernel: Kernel | undefined;
  return (c, factor, a, b) => {
    const multiplications = a.rows * a.columns * b.columns;
    if (multiplications < (kernel === undefined ? WORTH_A_START : WORTH_THE_COPIES)) {
      addSmall(c, factor, a, b);
      return;
    }
    kernel ??= startKernel(MEMORY);
    for (const k of spans(a.columns, DEPTH)) {
      for (const j of spans(b.columns, COLUMNS)) {
        pack(kernel.memory, PACKED_B, TILE.columns, transposed(part(b, k, j)));
        for (const i of spans(a.rows, ROWS)) {
          pack(kernel.memory, PACKED_A, TILE.rows, part(a, i, k));
          multiplyPacked(kernel, k[1] - k[0], i[1] - i[0], j[1] - j[0]);
          addResult(kernel.memory, factor, part(c, i, j));
        }
      }
    }
  };
}

/**
 * `c += factor a b` where the result is known to be symmetric, by halves: only what is below the diagonal is computed, and
 * copied to the other side.
 */
export function addSymmetricProduct(
  add: AddProduct,
  { c, factor, a, b }: { c: MatrixView; factor: number; a: MatrixView; b: MatrixView },
): void {
  const inner: Span = [0, a.columns];
  const lower = (from: number, to: number): void => {
    const split = to - from > HALVED ? from + TILE.rows * Math.round((to - from) / (2 * TILE.rows)) : to;
    const below = (rows: Span, columns: Span): void =>
      add(part(c, rows, columns), factor, part(a, rows, inner), part(b, inner, columns));
    if (split === to) {
      below([from, to], [from, to]);
      return;
    }
    lower(from, split);
    below([split, to], [from, split]);
    lower(split, to);
  };
  lower(0, c.rows);
  mirror(c);
}

/** Numbers of multiplications below which plain loops are faster. */
const WORTH_THE_COPIES = 16 ** 3;
const WORTH_A_START = 64 ** 3;
/** Rows and columns below which a symmetric product is computed whole. */
const HALVED = 128;

/** Largest parts: those of a and b stay in the second level cache, tiles of them in the first. */
const ROWS = 64;
const COLUMNS = 256;
const DEPTH = 512;
/** Where they lie in the memory of the kernel. */
const PACKED_A = 0;
const PACKED_B = PACKED_A + ROWS * DEPTH;
const RESULT = PACKED_B + COLUMNS * DEPTH;
const MEMORY = RESULT + ROWS * COLUMNS;
const BYTES = 8;

function spans(length: number, step: number): Span[] {
  return Array.from({ length: Math.ceil(length / step) }, (_, k) => [
    k * step,
    Math.min((k + 1) * step, length),
  ]);
}

/** Copies a by `width` rows at a time, column by column; rows of zeros complete the last. */
function pack(memory: Float64Array, start: number, width: number, a: MatrixView): void {
  const { data, rows, columns, rowStride, columnStride } = a;
  const paddedRows = Math.ceil(rows / width) * width;
  memory.fill(0, start + (paddedRows - width) * columns, start + paddedRows * columns);
  for (let i = 0; i < rows; i++) {
    const row = i % width;
    let to = start + (i - row) * columns + row;
    let from = a.start + i * rowStride;
    for (let k = 0; k < columns; k++) {
      memory[to] = data[from] ?? 0;
      to += width;
      from += columnStride;
    }
  }
}

function multiplyPacked({ tile }: Kernel, depth: number, rows: number, columns: number): void {
  const strip = BYTES * depth;
  for (let j = 0; j < columns; j += TILE.columns) {
    const b = BYTES * PACKED_B + strip * j;
    for (let i = 0; i < rows; i += TILE.rows) {
      const a = BYTES * PACKED_A + strip * i;
      tile(a, b, b + strip * TILE.columns, BYTES * (RESULT + i * COLUMNS + j), BYTES * COLUMNS);
    }
  }
}

function addResult(memory: Float64Array, factor: number, c: MatrixView): void {
  const { data, rows, columns, rowStride, columnStride } = c;
  for (let i = 0; i < rows; i++) {
    const from = RESULT + i * COLUMNS;
    let to = c.start + i * rowStride;
    for (let j = 0; j < columns; j++) {
      data[to] = (data[to] ?? 0) + factor * (memory[from + j] ?? 0);
      to += columnStride;
    }
  }
}

function addSmall(c: MatrixView, factor: number, a: MatrixView, b: MatrixView): void {
  const { data: source, columns, columnStride: stepB } = b;
  const { data: target, columnStride: stepC } = c;
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const scaled = factor * (a.data[a.start + i * a.rowStride + k * a.columnStride] ?? 0);
      let from = b.start + k * b.rowStride;
      let to = c.start + i * c.rowStride;
      for (let j = 0; j < columns; j++) {
        target[to] = (target[to] ?? 0) + scaled * (source[from] ?? 0);
        from += stepB;
        to += stepC;
      }
    }
  }
}
