/**
 * The runcard of a fit: schema, defaults and checks that name the key and its line.
 *
 * @module
 */
export {};
