/**
 * Reads LHAPDF grid sets and interpolates them as LHAPDF does.
 *
 * @module
 */
export {};
