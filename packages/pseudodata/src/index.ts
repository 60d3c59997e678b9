/**
 * Monte Carlo replicas of the data.
 *
 * @module
 */
export {};
