/**
 * Predictions from FK tables: one-hadron and two-hadron convolutions, operations, folding.
 *
 * @module
 */
export {};
