import { InputError } from '@parton/errors';
import { type NdArray, zeros } from './ndarray.ts';

/** The two lengths of a matrix. Throws if the array has another rank. */
export function matrixShape(a: NdArray): readonly [number, number] {
  const [rows, columns] = a.shape;
  if (rows === undefined || columns === undefined || a.shape.length !== 2) {
    throw new InputError({ found: `shape [${a.shape.join(', ')}]`, expected: 'a matrix [rows, columns]' });
  }
  return [rows, columns];
}

/** Matrix product `[m, k] x [k, n] -> [m, n]`. */
export function matmul(a: NdArray, b: NdArray): NdArray {
  const [m, k] = matrixShape(a);
  const [kb, n] = matrixShape(b);
  if (k !== kb) {
    throw new InputError({ found: `[${m}, ${k}] x [${kb}, ${n}]`, expected: 'equal inner lengths' });
  }
  const out = zeros([m, n]);
  for (let i = 0; i < m; i++) {
    const target = out.data.subarray(i * n, (i + 1) * n);
    for (let l = 0; l < k; l++) {
      const factor = a.data[i * k + l] ?? 0;
      if (factor === 0) continue;
      const source = b.data.subarray(l * n, (l + 1) * n);
      for (let j = 0; j < n; j++) target[j] = (target[j] ?? 0) + factor * (source[j] ?? 0);
    }
  }
  return out;
}

/** `[m, n] -> [n, m]`, copied. */
export function transpose(a: NdArray): NdArray {
  const [m, n] = matrixShape(a);
  const out = zeros([n, m]);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out.data[j * m + i] = a.data[i * n + j] ?? 0;
  return out;
}
