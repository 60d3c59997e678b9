/**
 * A stacked dense network: all replicas in one kernel per layer.
 *
 * ```ts
 * const settings = { inputs: 2, nodes: [25, 20, 8], activations: ['tanh', 'tanh', 'linear'], initializer: 'glorot_normal' } as const;
 * const params = initNetwork(settings, [1872583848, 794921487]); // one seed for each replica
 * const hidden = applyNetwork(settings, tensors, input); // input [2, N] -> [R, 8, N]
 * ```
 *
 * @module
 */
export { applyNetwork } from './apply-network.ts';
export { ACTIVATIONS, INITIALIZERS, NetworkError } from './network-settings.ts';
export { initNetwork } from './init-network.ts';
export { fromKeras, toKeras } from './keras.ts';
export { kernelPenalty } from './kernel-penalty.ts';
export { denseReference } from './reference.ts';
export { replicaOf, stackReplicas } from './replicas.ts';
export type { Activation, Initializer, NetworkSettings } from './network-settings.ts';
