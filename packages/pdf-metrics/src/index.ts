/**
 * Numbers that describe a PDF: arc lengths, integrability numbers, sum rules.
 *
 * @module
 */
export {};
