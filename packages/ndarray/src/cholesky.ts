import { InputError } from '@parton/errors';
import { productAdder } from './add-product.ts';
import { coupledBlocks, putBlock, takeBlock } from './coupled-blocks.ts';
import { mirror, view } from './matrix-view.ts';
import { matrixShape, type NdArray, zeros } from './ndarray.ts';
import { addGram, factorise, invertLower } from './triangular.ts';

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
 * Lower triangle L with `L L^T = a`, for a symmetric `[n, n]`. Throws {@link NotPositiveDefiniteError}. Blocks that are not
 * coupled are factorised apart.
 */
export function cholesky(a: NdArray): NdArray {
  const out = zeros(a.shape);
  for (const { block, lower } of choleskyBlocks(a)) putBlock(out, block, lower);
  return out;
}

/** Inverse of a symmetric positive definite `[n, n]`. Throws {@link NotPositiveDefiniteError}. */
export function symmetricInverse(a: NdArray): NdArray {
  const add = productAdder();
  const out = zeros(a.shape);
  for (const { block, lower } of choleskyBlocks(a)) {
    const inverseLower = zeros(lower.shape);
    invertLower(view(inverseLower), view(lower), add);
    const inverse = zeros(lower.shape);
    addGram(view(inverse), view(inverseLower), add);
    mirror(view(inverse));
    putBlock(out, block, inverse);
  }
  return out;
}

function choleskyBlocks(a: NdArray): { block: Int32Array; lower: NdArray }[] {
  const add = productAdder();
  let pivot = Infinity;
  const blocks = coupledBlocks(a).map((block) => {
    const lower = takeBlock(a, block);
    const failed = block[factorise(view(lower), add)];
    if (failed !== undefined) pivot = Math.min(pivot, failed);
    clearUpper(lower);
    return { block, lower };
  });
  if (pivot < Infinity) throw new NotPositiveDefiniteError(pivot);
  return blocks;
}

function clearUpper({ shape: [n = 0], data }: NdArray): void {
  for (let i = 0; i < n; i++) data.fill(0, i * n + i + 1, (i + 1) * n);
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
