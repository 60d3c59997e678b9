/**
 * Finds, starts and describes a tfjs backend; moves plain arrays in and out.
 *
 * @module
 */
export {};
