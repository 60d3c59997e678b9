/** Eigenvectors of two halves as rows, and a coupling of them: `diag(values) + rho weights weights^T`. */
export interface Coupling {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly rho: number;
  /** Row i of the eigenvectors. */
  readonly vector: (i: number) => Float64Array;
}

/**
 * Finds the eigenvectors that the coupling leaves as they are up to rounding: those of small weight, and one of two with
 * (nearly) equal values, after a rotation that leaves all the weight to the other. Values, weights and vectors change.
 * Returns the others in the order of their values, and for each whether a rotation mixed it.
 *
 * J. J. M. Cuppen, Numer. Math. 36 (1981) 177; Dongarra and Sorensen, SIAM J. Sci. Stat. Comput. 8 (1987) s139.
 */
export function deflate({ values, weights, rho, vector }: Coupling): { kept: number[]; mixed: Set<number> } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), rho);
  const tolerance = 8 * Number.EPSILON * largest;
  const kept: number[] = [];
  const mixed = new Set<number>();
  for (const i of [...values.keys()].sort((p, q) => (values[p] ?? 0) - (values[q] ?? 0))) {
    if (rho * Math.abs(weights[i] ?? 0) <= tolerance) continue;
    const previous = kept.at(-1);
    if (previous !== undefined) {
      const weight = Math.hypot(weights[i] ?? 0, weights[previous] ?? 0);
      const cos = (weights[i] ?? 0) / weight;
      const sin = (weights[previous] ?? 0) / weight;
      const [low, high] = [values[previous] ?? 0, values[i] ?? 0];
      if (Math.abs((high - low) * cos * sin) <= tolerance) {
        rotate(vector(i), vector(previous), cos, sin);
        values[i] = low + (high - low) * cos * cos;
        values[previous] = low + (high - low) * sin * sin;
        weights[i] = weight;
        mixed.add(i);
        kept.pop();
      }
    }
    kept.push(i);
  }
  return { kept, mixed };
}

function rotate(x: Float64Array, y: Float64Array, cos: number, sin: number): void {
  for (let i = 0; i < x.length; i++) {
    const p = x[i] ?? 0;
    const q = y[i] ?? 0;
    x[i] = cos * p + sin * q;
    y[i] = cos * q - sin * p;
  }
}
