/**
 * An immutable graph of tensor operations: hash-consed, simplified, with reverse-mode automatic differentiation.
 *
 * @module
 */
export {};
