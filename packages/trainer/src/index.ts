/**
 * The training loop of all replicas: gradient, clip, update, multipliers, stopping, best weights.
 *
 * @module
 */
export {};
