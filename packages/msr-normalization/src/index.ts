/**
 * Momentum, valence and triplet sum rules as normalisation factors, with a replica axis.
 *
 * @module
 */
export {};
