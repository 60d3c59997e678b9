/**
 * Optimisers as init/update pairs, with clipping per replica.
 *
 * @module
 */
export {};
