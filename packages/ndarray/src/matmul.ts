import { InputError } from '@parton/errors';
import { productAdder } from './add-product.ts';
import { view } from './matrix-view.ts';
import { matrixShape, type NdArray, zeros } from './ndarray.ts';

/** Matrix product `[m, k] x [k, n] -> [m, n]`. */
export function matmul(a: NdArray, b: NdArray): NdArray {
  const [m, k] = matrixShape(a);
  const [kb, n] = matrixShape(b);
  if (k !== kb) {
    throw new InputError({ found: `[${m}, ${k}] x [${kb}, ${n}]`, expected: 'equal inner lengths' });
  }
  const out = zeros([m, n]);
  productAdder()(view(out), 1, view(a), view(b));
  return out;
}

/** `[m, n] -> [n, m]`, copied. */
export function transpose(a: NdArray): NdArray {
  const [m, n] = matrixShape(a);
  const out = zeros([n, m]);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out.data[j * m + i] = a.data[i * n + j] ?? 0;
  return out;
}
