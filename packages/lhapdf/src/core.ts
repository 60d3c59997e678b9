/**
 * Everything that needs no file system, for browsers: `@parton/lhapdf/core`.
 *
 * ```ts
 * const pdf = toPdf(parsePdfSet('NAME', { info: infoText, members: [centralText, ...replicaTexts] }));
 * pdf.xfx(21, 0.01, 100); // the gluon of every member
 * ```
 *
 * @module
 */
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
