import { type NdArray, ndarray, stack, zeros } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import { DRAW } from './initializers.ts';
import { biasName, kernelName } from './layers.ts';
import { checkNetwork, NetworkError, type NetworkSettings } from './network-settings.ts';

/**
 * Parameters before training: `kernel_0` `[R, out, in]`, `bias_0` `[R, out, 1]`, `kernel_1`, ... Kernel i of replica r is
 * drawn in row-major order from a generator of its own with seed `seeds[r] + i` (the seeds of n3fit; its bits are others),
 * so a replica does not depend on its batch. Fans are those of the kernel `[out, in]` of one replica. Biases are zero.
 *
 * @param seeds one whole number >= 0 for each replica
 * Throws `NetworkError` for impossible settings and for an empty list of seeds.
 */
export function initNetwork(settings: NetworkSettings, seeds: readonly number[]): Record<string, NdArray> {
  checkNetwork(settings);
  if (seeds.length === 0)
    throw new NetworkError({ found: 'no seeds', expected: 'one seed for each replica' });
  const layers = settings.nodes.flatMap((outputs, layer): [string, NdArray][] => {
    const inputs = settings.nodes[layer - 1] ?? settings.inputs;
    const kernels = seeds.map((seed) => {
      const generator = pcg64(seed + layer);
      const draw = (): number => DRAW[settings.initializer](generator, (inputs + outputs) / 2);
      return ndarray(Float64Array.from({ length: outputs * inputs }, draw), [outputs, inputs]);
    });
    return [
      [kernelName(layer), stack(kernels)],
      [biasName(layer), zeros([seeds.length, outputs, 1])],
    ];
  });
  return Object.fromEntries(layers);
}
