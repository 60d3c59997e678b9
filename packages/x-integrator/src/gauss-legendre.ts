import { InputError } from '@parton/errors';

/**
 * Nodes (ascending) and weights of the n-point Gauss-Legendre rule on [from, to]: exact for polynomials of degree
 * 2n - 1. Newton's method on the three-term recurrence (Abramowitz and Stegun 22.7.10 and 25.4.29).
 */
export function gaussLegendre(
  n: number,
  from: number,
  to: number,
): { nodes: Float64Array; weights: Float64Array } {
  if (!Number.isInteger(n) || n < 1)
    throw new InputError({ found: `${n} nodes`, expected: 'a whole number >= 1' });
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  for (let i = 0; i < n; i++) {
    let z = Math.cos((Math.PI * (n - i - 0.25)) / (n + 0.5));
    let slope = 0;
    for (let iteration = 0; iteration < 100; iteration++) {
      const [value, derivative] = legendre(n, z);
      slope = derivative;
      const shift = value / derivative;
      z -= shift;
      if (Math.abs(shift) < 1e-15) break;
    }
    nodes[i] = middle + half * z;
    weights[i] = (2 * half) / ((1 - z * z) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial of degree n and its derivative at |z| < 1. */
function legendre(n: number, z: number): [number, number] {
  let previous = 1;
  let current = z;
  for (let k = 2; k <= n; k++) {
    [previous, current] = [current, ((2 * k - 1) * z * current - (k - 1) * previous) / k];
  }
  return [current, (n * (z * current - previous)) / (z * z - 1)];
}
