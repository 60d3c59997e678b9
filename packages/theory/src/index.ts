/**
 * The FK tables of a data set: found, corrected, joined and cut, ready to predict.
 *
 * @module
 */
export {};
