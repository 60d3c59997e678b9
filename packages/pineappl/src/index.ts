/**
 * Reads FK tables from PineAPPL files.
 *
 * @module
 */
export {};
