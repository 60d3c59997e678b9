import { type NdArray, ndarray, row, transpose } from '@parton/ndarray';
import { biasName, countLayers, kernelName, variable } from './layers.ts';
import { NetworkError } from './network-settings.ts';

/**
 * The weights of one network in the order and layout of Keras' `get_weights()`: kernel `[in, out]`, bias `[out]`, and so
 * on, as a batch of one: `kernel_0` `[1, out, in]`, `bias_0` `[1, out, 1]`, ...
 * Throws `NetworkError` unless there is one bias for each kernel.
 */
export function fromKeras(weights: readonly NdArray[]): Record<string, NdArray> {
  const entries = weights.map((array, i): [string, NdArray] => {
    const rank = i % 2 === 0 ? 2 : 1;
    if (array.shape.length !== rank || weights.length % 2 === 1) {
      throw new NetworkError({
        found: `weights of the shapes ${weights.map(({ shape }) => `[${shape.join(', ')}]`).join(', ')}`,
        expected: '[in, out], [out] for each layer',
      });
    }
    const layer = Math.floor(i / 2);
    if (rank === 1) return [biasName(layer), ndarray(array.data, [1, array.data.length, 1])];
    const kernel = transpose(array);
    return [kernelName(layer), ndarray(kernel.data, [1, ...kernel.shape])];
  });
  return Object.fromEntries(entries);
}

/** The inverse of {@link fromKeras}; names other than kernels and biases are left out. Throws for a larger batch. */
export function toKeras(params: Readonly<Record<string, NdArray>>): NdArray[] {
  return Array.from({ length: countLayers(params) }).flatMap((_, layer) => {
    const kernel = variable(params, kernelName(layer));
    const bias = variable(params, biasName(layer));
    if (kernel.shape[0] !== 1) {
      throw new NetworkError({
        where: { key: kernelName(layer) },
        found: `${kernel.shape[0] ?? 0} replicas`,
        expected: 'one',
        cure: 'Take one with replicaOf',
      });
    }
    return [transpose(row(kernel, 0)), ndarray(bias.data, [bias.data.length])];
  });
}
