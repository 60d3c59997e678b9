/**
 * A monotone map of x to [-1, 1] that spreads the data evenly.
 *
 * @module
 */
export {};
