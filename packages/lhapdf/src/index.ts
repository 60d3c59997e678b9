/**
 * Reads and writes LHAPDF grid sets, and interpolates them as LHAPDF does. PDFs are given as x f(x, Q), scales in GeV.
 *
 * ```ts
 * const pdf = loadPdfSet('pdfsets/NNPDF40_nnlo_as_01180');
 * const gluon = pdf.xfx(21, 0.01, 100); // of every member
 * const central = readPdfMember('pdfsets/NNPDF40_nnlo_as_01180');
 * const fk = evolutionBasis(central, Float64Array.of(0.01, 0.1), 1.65); // [14, 2]
 * ```
 *
 * Browsers take `@parton/lhapdf/core`, which has everything but the reading and writing of files.
 *
 * @module
 */
export { loadPdfSet } from './load-pdf-set.ts';
export { readPdfMember, readPdfSet } from './read-pdf-set.ts';
export { writePdfInfo, writePdfMember, writePdfSet } from './write-pdf-set.ts';
export { toPdf } from './pdf.ts';
export { parsePdfSet } from './pdf-set.ts';
export { parsePdfInfo } from './pdf-info.ts';
export { parsePdfMember } from './pdf-member.ts';
export { formatPdfInfo } from './format-info.ts';
export { formatPdfMember } from './format-member.ts';
export { centralMember } from './central-member.ts';
export { xfx, xfxGrid } from './interpolate.ts';
export { evolutionBasis } from './evolution-basis.ts';
export { alphaS } from './alpha-s.ts';
export { LhapdfError } from './lhapdf-error.ts';
export type { Pdf } from './pdf.ts';
export type { PdfSet } from './pdf-set.ts';
export type { AlphaSTable, PdfInfo } from './pdf-info.ts';
export type { PdfMember, Subgrid } from './pdf-member.ts';
export type { InfoFields, InfoValue } from './format-info.ts';
