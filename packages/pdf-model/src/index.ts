/**
 * One PDF model for all replicas: network, prefactor, rotation, sum rules; splits into single replicas.
 *
 * @module
 */
export {};
