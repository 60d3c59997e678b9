/**
 * Reads LHAPDF grid sets and interpolates them as LHAPDF does. PDFs are given as x f(x, Q), scales in GeV.
 *
 * ```ts
 * const central = readPdfMember('pdfsets/NNPDF40_nnlo_as_01180');
 * const gluon = xfx(central, 21, 0.01, 100);
 * const fk = evolutionBasis(central, Float64Array.of(0.01, 0.1), 1.65); // [14, 2]
 * ```
 *
 * @module
 */
export { readPdfMember, readPdfSet } from './read-pdf-set.ts';
export { parsePdfInfo } from './pdf-info.ts';
export { parsePdfMember } from './pdf-member.ts';
export { xfx, xfxGrid } from './interpolate.ts';
export { evolutionBasis } from './evolution-basis.ts';
export { alphaS } from './alpha-s.ts';
export { LhapdfError } from './lhapdf-error.ts';
export type { PdfSet } from './read-pdf-set.ts';
export type { AlphaSTable, PdfInfo } from './pdf-info.ts';
export type { PdfMember, Subgrid } from './pdf-member.ts';
