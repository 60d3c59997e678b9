/**
 * The prefactor x^(1-alpha) (1-x)^beta for all replicas, with seeds and ranges per replica.
 *
 * @module
 */
export {};
