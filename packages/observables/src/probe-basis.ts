import { matmul, type NdArray, symmetricEigen, transpose, zeros } from '@parton/ndarray';

/** What plausible PDFs look like: which size each component has, and which combinations occur at all. */
export interface ProbeBasis {
  /** `[D]`: median size of each component over the probes. */
  readonly scale: Float64Array;
  /** `[r, D]`: orthonormal combinations of the components in units of their size. */
  readonly basis: NdArray;
  /** `[P, r]`: the probes in that basis. */
  readonly coordinates: NdArray;
}

/** Combinations whose size is below this share of the largest are rounding. */
const SMALLEST = 1e-8;

/** The span of some PDFs `[P, D]`, one per row: values of the independent flavours on the common grid. */
export function probeBasis(probes: NdArray): ProbeBasis {
  const [count = 0, width = 0] = probes.shape;
  const scale = Float64Array.from({ length: width }, (_, i) => typicalSize(probes, i));
  const scaled = {
    shape: probes.shape,
    data: probes.data.map((value, i) => value / (scale[i % width] ?? 1)),
  };
  for (let p = 0; p < count; p++) normalise(scaled.data.subarray(p * width, (p + 1) * width));
  const { values, vectors } = symmetricEigen(matmul(scaled, transpose(scaled)));
  const largest = values.at(-1) ?? 0;
  const kept = [...values.keys()].filter((k) => (values[k] ?? 0) > SMALLEST ** 2 * largest).toReversed();
  const chosen = zeros([kept.length, count]);
  kept.forEach((k, i) => chosen.data.set(vectors.data.subarray(k * count, (k + 1) * count), i * count));
  const basis = orthonormalRows(matmul(chosen, scaled));
  return { scale, basis, coordinates: matmul(scaled, transpose(basis)) };
}

/** The median: sum rules make a few freshly initialised PDFs very large, which shall not set the scale. */
function typicalSize({ shape, data }: NdArray, component: number): number {
  const [count = 0, width = 0] = shape;
  const sizes = Float64Array.from({ length: count }, (_, p) =>
    Math.abs(data[p * width + component] ?? 0),
  ).sort();
  const middle = sizes[Math.floor(count / 2)] ?? 0;
  return middle > 0 ? middle : 1;
}

/** To a mean square of one. */
function normalise(values: Float64Array): void {
  const size = Math.sqrt(dot(values, values) / values.length) || 1;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / size;
}

/** Gram-Schmidt, twice for orthogonality to rounding. */
function orthonormalRows(rows: NdArray): NdArray {
  const [count = 0, width = 0] = rows.shape;
  const out = { shape: rows.shape, data: Float64Array.from(rows.data) };
  const line = (i: number): Float64Array => out.data.subarray(i * width, (i + 1) * width);
  for (let i = 0; i < count; i++) {
    const current = line(i);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) subtract(current, line(j), dot(current, line(j)));
      const norm = Math.sqrt(dot(current, current));
      for (let k = 0; k < width; k++) current[k] = (current[k] ?? 0) / norm;
    }
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function subtract(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) - factor * (b[i] ?? 0);
}
