/**
 * Records an ordinary tfjs function, gradients included, and runs it as one native program.
 *
 * @module
 */
export {};
