/**
 * Patience stopping per replica with a positivity gate, as a pure reducer over arrays.
 *
 * @module
 */
export {};
