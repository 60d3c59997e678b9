import type { AddProduct } from './add-product.ts';
import { deflate } from './deflate.ts';
import { emptyMatrix, type MatrixView, part, type Span } from './matrix-view.ts';
import { type RankOneUpdate, secularRoot } from './secular.ts';

/** A symmetric tridiagonal problem on its way to eigenvalues and eigenvectors, in no order. */
interface Problem {
  /** `[n]`: the diagonal, in the end the eigenvalues. */
  readonly values: Float64Array;
  /** `[n]`; element i couples i and i + 1. */
  readonly offDiagonal: Float64Array;
  /** Rows are eigenvectors; those of a part that is solved are 0 outside its columns. */
  readonly vectors: MatrixView;
  readonly add: AddProduct;
}

/**
 * Eigenvalues, in no order, and eigenvectors (rows, in the same order) of a symmetric tridiagonal matrix, by the solution of
 * its halves without the element that couples them, which is then a change of rank one: J. J. M. Cuppen, Numer. Math. 36
 * (1981) 177. Orthogonality is kept as by Gu and Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 172.
 */
export function tridiagonalEigen(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  add: AddProduct,
): { values: Float64Array; vectors: MatrixView } {
  const n = diagonal.length;
  const vectors = emptyMatrix(n, n);
  for (let i = 0; i < n; i++) vectors.data[i * n + i] = 1;
  const problem = { values: Float64Array.from(diagonal), offDiagonal, vectors, add };
  solve(problem, 0, n);
  return problem;
}

function solve(problem: Problem, from: number, to: number): void {
  if (to - from < 2) return;
  const { values, offDiagonal } = problem;
  const split = (from + to) >> 1;
  const rho = Math.abs(offDiagonal[split - 1] ?? 0);
  values[split - 1] = (values[split - 1] ?? 0) - rho;
  values[split] = (values[split] ?? 0) - rho;
  solve(problem, from, split);
  solve(problem, split, to);
  merge(problem, [from, split], [split, to]);
}

/** The halves are coupled by `rho z z^T` with `z = (0 .. 0 1, sign 0 .. 0)`, in the basis of their eigenvectors. */
function merge({ values, offDiagonal, vectors, add }: Problem, [from, split]: Span, [, to]: Span): void {
  const coupling = offDiagonal[split - 1] ?? 0;
  const size = to - from;
  const half = split - from;
  const row = (i: number): Float64Array => {
    const start = (from + i) * vectors.rowStride + from;
    return vectors.data.subarray(start, start + size);
  };
  const weights = Float64Array.from({ length: size }, (_, i) =>
    i < half ? (row(i)[half - 1] ?? 0) : Math.sign(coupling) * (row(i)[half] ?? 0),
  ).map((weight) => weight * Math.SQRT1_2);
  const merged = { values: values.subarray(from, to), weights, rho: 2 * Math.abs(coupling), vector: row };
  const { kept, mixed } = deflate(merged);
  if (kept.length === 0) return;
  const update: RankOneUpdate = {
    poles: Float64Array.from(kept, (i) => merged.values[i] ?? 0),
    weights: Float64Array.from(kept, (i) => weights[i] ?? 0),
    rho: merged.rho,
  };

  // Vectors of the first half are 0 in the second and conversely: with those that were mixed in between, half of the
  // products need not be done.
  const places = [...kept.keys()];
  const place = (k: number): number => kept[k] ?? 0;
  const first = places.filter((k) => place(k) < half && !mixed.has(place(k)));
  const both = places.filter((k) => mixed.has(place(k)));
  const second = places.filter((k) => place(k) >= half && !mixed.has(place(k)));
  const order = [...first, ...both, ...second];
  const old = emptyMatrix(kept.length, size);
  order.forEach((k, i) => old.data.set(row(place(k)), i * size));
  const { roots, rotation } = updatedEigen(update, order);
  const out = emptyMatrix(kept.length, size);
  const all: Span = [0, kept.length];
  const left: Span = [0, first.length + both.length];
  const right: Span = [first.length, kept.length];
  add(part(out, all, [0, half]), 1, part(rotation, all, left), part(old, left, [0, half]));
  add(part(out, all, [half, size]), 1, part(rotation, all, right), part(old, right, [half, size]));
  kept.forEach((i, k) => {
    merged.values[i] = roots[k] ?? 0;
    row(i).set(out.data.subarray(k * size, (k + 1) * size));
  });
}

/** Eigenvalues of an update, and its eigenvectors as rows with their elements in some order. */
function updatedEigen(
  update: RankOneUpdate,
  order: readonly number[],
): { roots: Float64Array; rotation: MatrixView } {
  const n = update.poles.length;
  const rotation = emptyMatrix(n, n);
  const row = (k: number): Float64Array => rotation.data.subarray(k * n, (k + 1) * n);
  const roots = update.poles.map((_, k) => secularRoot(update, k, row(k)));
  const weights = exactWeights(update, rotation);
  const vector = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const elements = row(k);
    let norm = 0;
    for (let i = 0; i < n; i++) {
      vector[i] = (weights[i] ?? 0) / (elements[i] ?? 1);
      norm += (vector[i] ?? 0) ** 2;
    }
    const scale = 1 / Math.sqrt(norm);
    order.forEach((i, position) => {
      elements[position] = (vector[i] ?? 0) * scale;
    });
  }
  return { roots, rotation };
}

/**
 * The weights for which the roots found are exact, but for a common factor: `prod_k (lambda_k - pole_i) / prod_{k != i}
 * (pole_k - pole_i)` are their squares. Eigenvectors made of them are orthogonal however close the eigenvalues are.
 */
function exactWeights({ poles, weights }: RankOneUpdate, distances: MatrixView): Float64Array {
  const n = poles.length;
  const squares = new Float64Array(n).fill(1);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const distance = distances.data[k * n + i] ?? 0;
      squares[i] = (squares[i] ?? 0) * (i === k ? -distance : distance / ((poles[i] ?? 0) - (poles[k] ?? 0)));
    }
  }
  return squares.map((square, i) => Math.sign(weights[i] ?? 0) * Math.sqrt(Math.abs(square)));
}
