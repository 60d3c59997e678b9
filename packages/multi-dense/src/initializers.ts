import type { Pcg64 } from '@parton/numpy-random';
import type { Initializer } from './network-settings.ts';

/** Standard deviation of a standard normal that is cut at two. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

/** One draw of a weight, given the mean of the numbers of inputs and outputs of its kernel. */
export const DRAW: Readonly<Record<Initializer, (generator: Pcg64, fan: number) => number>> = {
  glorot_normal: (generator, fan) => (truncatedNormal(generator) * Math.sqrt(1 / fan)) / TRUNCATED_DEVIATION,
  glorot_uniform: (generator, fan) => generator.uniform(-Math.sqrt(3 / fan), Math.sqrt(3 / fan)),
  random_uniform: (generator) => generator.uniform(-0.5, 0.5),
};

function truncatedNormal(generator: Pcg64): number {
  for (;;) {
    const z = generator.normal();
    if (Math.abs(z) < 2) return z;
  }
}
