/**
 * A stacked dense network: all replicas in one kernel per layer.
 *
 * @module
 */
export {};
