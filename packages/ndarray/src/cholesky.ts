import { InputError } from '@parton/errors';
import { matrixShape } from './matmul.ts';
import { type NdArray, zeros } from './ndarray.ts';

/** A matrix that should be positive definite and is not; `pivot` is the first row where it shows. */
export class NotPositiveDefiniteError extends InputError {
  readonly pivot: number;

  constructor(pivot: number) {
    super({
      found: `a matrix that is not positive definite (row ${pivot})`,
      expected: 'a covariance matrix with positive eigenvalues',
      cure: 'Look for a point without uncorrelated uncertainty, or two identical points',
    });
    this.pivot = pivot;
  }
}

/**
 * Lower triangle L with `L L^T = a`, for a symmetric `[n, n]`. Throws {@link NotPositiveDefiniteError}.
 * A row of L has the same leading zeros as the row of `a`, and they are skipped: uncoupled blocks cost nothing extra.
 */
export function cholesky(a: NdArray): NdArray {
  const [n] = matrixShape(a);
  const lower = zeros([n, n]);
  const L = lower.data;
  const starts = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let start = 0;
    while (start < i && a.data[i * n + start] === 0) start++;
    starts[i] = start;
    const rowI = L.subarray(i * n, i * n + i + 1);
    for (let j = start; j <= i; j++) {
      const rowJ = L.subarray(j * n, j * n + j);
      let sum = a.data[i * n + j] ?? 0;
      for (let k = Math.max(start, starts[j] ?? 0); k < j; k++) sum -= (rowI[k] ?? 0) * (rowJ[k] ?? 0);
      if (i !== j) rowI[j] = sum / (L[j * n + j] ?? 1);
      else if (sum > 0) rowI[i] = Math.sqrt(sum);
      else throw new NotPositiveDefiniteError(i);
    }
  }
  return lower;
}

/** Solves `L x = b` for a lower triangle L `[n, n]` by forward substitution. */
export function solveLower(lower: NdArray, b: Float64Array): Float64Array {
  const [n] = matrixShape(lower);
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    const line = lower.data.subarray(i * n, i * n + i + 1);
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (line[k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (line[i] ?? 1);
  }
  return x;
}

/** Solves `L^T x = b` for a lower triangle L `[n, n]` by backward substitution. */
export function solveLowerTransposed(lower: NdArray, b: Float64Array): Float64Array {
  const [n] = matrixShape(lower);
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    const line = lower.data.subarray(i * n, i * n + i + 1);
    const value = (x[i] ?? 0) / (line[i] ?? 1);
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] = (x[k] ?? 0) - value * (line[k] ?? 0);
  }
  return x;
}

/** Inverse of a symmetric positive definite `[n, n]`. Throws {@link NotPositiveDefiniteError}. */
export function symmetricInverse(a: NdArray): NdArray {
  const [n] = matrixShape(a);
  const lower = cholesky(a);
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) {
    const unit = new Float64Array(n);
    unit[i] = 1;
    out.data.set(solveLowerTransposed(lower, solveLower(lower, unit)), i * n);
  }
  return out;
}
