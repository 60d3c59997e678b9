/**
 * The output folder of a fit: export grids, one JSON per replica, tables.
 *
 * @module
 */
export {};
