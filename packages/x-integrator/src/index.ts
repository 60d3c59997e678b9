/**
 * The x grid of the sum-rule integrals, its weights, and the contraction of one axis with them.
 *
 * ```ts
 * const grid = gaussGrid();
 * const momentum = integrate(xf, tf.tensor(Array.from(grid.weights))); // xf [R, F, N] -> [R, F]
 * ```
 *
 * @module
 */
export { gaussGrid, trapezoidGrid } from './grids.ts';
export { gaussLegendre } from './gauss-legendre.ts';
export { divideByX, POLARISED_NUMBERS, VALENCE_NUMBERS } from './divide-by-x.ts';
export { integrate } from './integrate.ts';
export type { IntegrationGrid } from './grids.ts';
