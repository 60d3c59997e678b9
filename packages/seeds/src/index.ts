/**
 * Seeds per replica and salts per name, as NNPDF fits define them.
 *
 * @module
 */
export {};
