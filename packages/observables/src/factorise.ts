import { matmul, type NdArray, symmetricEigen, transpose, zeros } from '@parton/ndarray';

/** `form = sum_k values[k] v_k v_k^T`, up to the tolerance. */
export interface FactorisedForm {
  /** `[q]`, signed. */
  readonly values: Float64Array;
  /** `[q, D]`, orthonormal rows. */
  readonly vectors: NdArray;
}

/**
 * A symmetric form as a sum of signed squares. Two-hadron tables are smooth in x, so a few tens of terms reproduce them
 * to rounding: the range is found by projecting onto deterministic vectors and growing their number until the largest
 * element that is left out is below `tolerance` times the largest element (Halko, Martinsson, Tropp, arXiv:0909.4061,
 * algorithm 4.2, with a direct check in place of its probabilistic one).
 *
 * @param form `[D, D]`, symmetric
 */
export function factorise(form: NdArray, tolerance = 1e-9): FactorisedForm {
  const active = activeRows(form);
  const compact = restrict(form, active);
  const largest = compact.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return { values: new Float64Array(0), vectors: zeros([0, form.shape[0] ?? 0]) };
  for (let rank = 32; ; rank *= 2) {
    const basis = rank < active.length ? rangeBasis(compact, rank) : identity(active.length);
    const small = matmul(matmul(basis, compact), transpose(basis));
    const { values, vectors } = symmetricEigen(small);
    const kept = [...values.keys()].filter((k) => Math.abs(values[k] ?? 0) > 0.1 * tolerance * largest);
    const rows = pickRows(matmul(vectors, basis), kept);
    const chosen = Float64Array.from(kept, (k) => values[k] ?? 0);
    if (rank >= active.length || remainder(compact, chosen, rows) <= tolerance * largest) {
      return { values: chosen, vectors: spread(rows, active, form.shape[0] ?? 0) };
    }
  }
}

function activeRows(form: NdArray): number[] {
  const width = form.shape[0] ?? 0;
  return Array.from({ length: width }, (_, i) => i).filter((i) =>
    form.data.subarray(i * width, (i + 1) * width).some((value) => value !== 0),
  );
}

function restrict(form: NdArray, active: readonly number[]): NdArray {
  const width = form.shape[0] ?? 0;
  const out = zeros([active.length, active.length]);
  active.forEach((i, a) =>
    active.forEach((j, b) => (out.data[a * active.length + b] = form.data[i * width + j] ?? 0)),
  );
  return out;
}

/** Orthonormal rows `[rank, D]` that span what `rank` deterministic vectors are mapped to. */
function rangeBasis(form: NdArray, rank: number): NdArray {
  const width = form.shape[0] ?? 0;
  const probes = zeros([rank, width]);
  // A fixed, irregular pattern: the same on every machine, and generic for smooth tables.
  probes.data.forEach((_, i) => (probes.data[i] = Math.sin(1 + 12.9898 * i + 0.0078233 * i * i)));
  const images = matmul(orthonormalRows(matmul(probes, form)), form);
  return orthonormalRows(images);
}

/** Gram-Schmidt, twice for orthogonality to rounding. Rows that vanish stay zero. */
function orthonormalRows(rows: NdArray): NdArray {
  const [count = 0, width = 0] = rows.shape;
  const out = { shape: rows.shape, data: Float64Array.from(rows.data) };
  const line = (i: number): Float64Array => out.data.subarray(i * width, (i + 1) * width);
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  for (let i = 0; i < count; i++) {
    const current = line(i);
    const before = Math.sqrt(dot(current, current));
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = line(j);
        const overlap = dot(current, other);
        other.forEach((value, k) => (current[k] = (current[k] ?? 0) - overlap * value));
      }
    }
    const norm = Math.sqrt(dot(current, current));
    const scale = norm > 1e-14 * before ? 1 / norm : 0;
    current.forEach((value, k) => (current[k] = value * scale));
  }
  return out;
}

function remainder(form: NdArray, values: Float64Array, rows: NdArray): number {
  const [count = 0, width = 0] = rows.shape;
  const scaled = {
    shape: rows.shape,
    data: rows.data.map((value, i) => value * (values[Math.floor(i / width)] ?? 0)),
  };
  const product = count === 0 ? zeros(form.shape) : matmul(transpose(scaled), rows);
  return form.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (product.data[i] ?? 0))), 0);
}

function pickRows(rows: NdArray, kept: readonly number[]): NdArray {
  const width = rows.shape[1] ?? 0;
  const out = zeros([kept.length, width]);
  kept.forEach((k, i) => out.data.set(rows.data.subarray(k * width, (k + 1) * width), i * width));
  return out;
}

function spread(rows: NdArray, active: readonly number[], width: number): NdArray {
  const [count = 0] = rows.shape;
  const out = zeros([count, width]);
  for (let k = 0; k < count; k++)
    active.forEach((i, a) => (out.data[k * width + i] = rows.data[k * active.length + a] ?? 0));
  return out;
}

function identity(n: number): NdArray {
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1;
  return out;
}
