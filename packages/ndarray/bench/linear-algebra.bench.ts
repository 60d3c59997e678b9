import { bench, describe } from 'vitest';
import { cholesky, matmul, type NdArray, symmetricEigen, symmetricInverse, zeros } from '../src/index.ts';

/** Correlations like those of a fit: an uncorrelated part and sources of uncertainty that all points have in common. */
function correlated(n: number): NdArray {
  const a = zeros([n, n]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const shared = Math.sin(i) * Math.sin(j) + Math.cos(i * i) * Math.cos(j * j);
      a.data[i * n + j] = shared + Math.exp(-Math.abs(i - j) / 10) + (i === j ? 1 : 0);
    }
  }
  return a;
}

for (const n of [60, 300, 1000, 3000]) {
  const options = {
    iterations: n > 1000 ? 1 : 5,
    warmupIterations: n > 1000 ? 0 : 1,
    time: 0,
    warmupTime: 0,
  };
  const a = correlated(n);
  describe(`n = ${n}`, () => {
    bench('matmul', () => void matmul(a, a), options);
    bench('cholesky', () => void cholesky(a), options);
    bench('symmetricInverse', () => void symmetricInverse(a), options);
    bench('symmetricEigen', () => void symmetricEigen(a), options);
  });
}
