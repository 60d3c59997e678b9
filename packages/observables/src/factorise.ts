import { matmul, type NdArray, symmetricEigen, transpose, zeros } from '@parton/ndarray';
import type { ProbeBasis } from './probe-basis.ts';

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
  return { values: Float64Array.from(kept, (k) => values[k] ?? 0), vectors: pickRows(vectors, kept) };
}

/**
 * The fewest signed squares that give the value of a form for plausible PDFs. Two-hadron tables are smooth in x and PDFs
 * are smooth as well, so fewer squares do than the form has dimensions. The form is restricted to the span of the probes, and
 * the smallest terms are dropped as long as they add up, for every probe, to at most `tolerance` of the sum of the absolute
 * terms (which is the value, unless terms cancel). Nothing is promised for PDFs outside of that span.
 *
 * @param form `[D, D]`, symmetric
 */
export function compress(form: NdArray, probes: ProbeBasis, tolerance: number): FactorisedForm {
  const width = form.shape[0] ?? 0;
  const { scale, basis, coordinates } = probes;
  const scaled = {
    shape: form.shape,
    data: form.data.map((value, i) => value * (scale[Math.floor(i / width)] ?? 1) * (scale[i % width] ?? 1)),
  };
  const restricted = matmul(matmul(basis, scaled), transpose(basis));
  const { values, vectors } = symmetricEigen(restricted);
  const kept = keptTerms(values, matmul(coordinates, transpose(vectors)), tolerance);
  const rows = matmul(pickRows(vectors, kept), basis);
  return {
    values: Float64Array.from(kept, (k) => values[k] ?? 0),
    vectors: { shape: rows.shape, data: rows.data.map((value, i) => value / (scale[i % width] ?? 1)) },
  };
}

/**
 * The terms to keep, largest first.
 *
 * @param projections `[P, r]`: each probe on each eigenvector
 */
function keptTerms(values: Float64Array, projections: NdArray, tolerance: number): number[] {
  const [count = 0, rank = 0] = projections.shape;
  const shares = zeros([count, rank]);
  for (let p = 0; p < count; p++) {
    const terms = values.map((value, k) => Math.abs(value) * (projections.data[p * rank + k] ?? 0) ** 2);
    const total = terms.reduce((sum, term) => sum + term, 0);
    if (total > 0)
      shares.data.set(
        terms.map((term) => term / total),
        p * rank,
      );
  }
  const largest = values.map((_, k) => {
    let most = 0;
    for (let p = 0; p < count; p++) most = Math.max(most, shares.data[p * rank + k] ?? 0);
    return most;
  });
  const order = [...values.keys()].sort((a, b) => (largest[a] ?? 0) - (largest[b] ?? 0));
  const dropped = new Float64Array(count);
  let first = 0;
  for (const k of order) {
    for (let p = 0; p < count; p++) dropped[p] = (dropped[p] ?? 0) + (shares.data[p * rank + k] ?? 0);
    if (dropped.some((share) => share > tolerance)) break;
    first++;
  }
  return order.slice(first).reverse();
}

function pickRows(rows: NdArray, kept: readonly number[]): NdArray {
  const width = rows.shape[1] ?? 0;
  const out = zeros([kept.length, width]);
  kept.forEach((k, i) => out.data.set(rows.data.subarray(k * width, (k + 1) * width), i * width));
  return out;
}
