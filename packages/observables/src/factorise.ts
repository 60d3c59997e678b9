import { matmul, type NdArray, symmetricEigen, transpose, zeros } from '@parton/ndarray';

/** `form = sum_k values[k] v_k v_k^T`. */
export interface FactorisedForm {
  /** `[q]`, signed. */
  readonly values: Float64Array;
  /** `[q, D]`. */
  readonly vectors: NdArray;
}

/** Eigenvalues below this share of the largest are rounding. */
const ROUNDING = 1e-14;

/** A symmetric form `[D, D]` as a sum of signed squares, exact to rounding. */
export function factorise(form: NdArray): FactorisedForm {
  const { values, vectors } = symmetricEigen(form);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const kept = [...values.keys()].filter((k) => Math.abs(values[k] ?? 0) > ROUNDING * largest);
  return { values: Float64Array.from(kept, (k) => values[k] ?? 0), vectors: picked(vectors, kept) };
}

/**
 * The fewest signed squares that give a form for plausible PDFs: two-hadron tables are smooth in x and PDFs are smooth as
 * well, so about ten do. The smallest terms are dropped as long as they add up to at most `tolerance` for every probe.
 *
 * @param form `[r, r]`, symmetric, in coordinates in which plausible PDFs are of size one
 * @param probes `[P, r]`
 */
export function compress(form: NdArray, probes: NdArray, tolerance: number): FactorisedForm {
  const kept = significant(form, tolerance / 100);
  const reduced = factorise(picked(transpose(picked(form, kept)), kept));
  const terms = { values: reduced.values, vectors: spread(reduced.vectors, kept, form.shape[0] ?? 0) };
  const { values, vectors } = terms;
  const [count = 0] = probes.shape;
  const rank = values.length;
  const projections = matmul(probes, transpose(vectors));
  const sizes = projections.data.map((z, i) => Math.abs(values[i % rank] ?? 0) * z * z);
  const largest = values.map((_, k) => {
    let most = 0;
    for (let p = 0; p < count; p++) most = Math.max(most, sizes[p * rank + k] ?? 0);
    return most;
  });
  const order = [...values.keys()].sort((a, b) => (largest[a] ?? 0) - (largest[b] ?? 0));
  const dropped = new Float64Array(count);
  let first = 0;
  for (const k of order) {
    for (let p = 0; p < count; p++) dropped[p] = (dropped[p] ?? 0) + (sizes[p * rank + k] ?? 0);
    if (dropped.some((sum) => sum > tolerance)) break;
    first++;
  }
  const largestFirst = order.slice(first).toReversed();
  return {
    values: Float64Array.from(largestFirst, (k) => values[k] ?? 0),
    vectors: picked(vectors, largestFirst),
  };
}

/** Coordinates that a form depends on by more than `tolerance` (all that are left out together, as a norm). */
function significant({ shape: [size = 0], data }: NdArray, tolerance: number): number[] {
  const squares = Float64Array.from({ length: size }, (_, a) =>
    data.subarray(a * size, (a + 1) * size).reduce((sum, value) => sum + value * value, 0),
  );
  let left = 0;
  return [...squares.keys()]
    .sort((a, b) => (squares[a] ?? 0) - (squares[b] ?? 0))
    .filter((a) => (left += 2 * (squares[a] ?? 0)) > tolerance ** 2)
    .sort((a, b) => a - b);
}

/** Columns of a matrix at their places among `width`. */
function spread(matrix: NdArray, places: readonly number[], width: number): NdArray {
  const [rows = 0, columns = 0] = matrix.shape;
  const out = zeros([rows, width]);
  for (let i = 0; i < rows; i++)
    places.forEach((to, from) => (out.data[i * width + to] = matrix.data[i * columns + from] ?? 0));
  return out;
}

/** Chosen rows of a matrix. */
function picked(matrix: NdArray, rows: readonly number[]): NdArray {
  const width = matrix.shape[1] ?? 0;
  const out = zeros([rows.length, width]);
  rows.forEach((k, i) => out.data.set(matrix.data.subarray(k * width, (k + 1) * width), i * width));
  return out;
}
