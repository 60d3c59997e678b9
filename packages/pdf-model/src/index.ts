/**
 * One PDF model for all replicas: network, prefactor, rotation, sum rules; splits into single replicas.
 *
 * ```ts
 * const model = pdfModel({ basis: 'EVOL', flavours, network, sumRules: 'ALL' });
 * const parameters = initPdf(model, seeds);               // plain arrays, replica axis first
 * const constants = pdfConstants(model, { grid, parameters, seeds });
 * const xf = applyPdf(model, tensors(parameters), tensors(constants)); // [R, K, N]
 * ```
 *
 * @module
 */
export { pdfModel } from './pdf-model.ts';
export { initPdf, splitParameters, trainableNames } from './parameters.ts';
export { pdfConstants } from './constants.ts';
export { applyPdf } from './apply-pdf.ts';
export { evaluatePdf } from './evaluate-pdf.ts';
export { samplePdfs } from './sample-pdfs.ts';
export type { PdfModel, PdfSettings } from './pdf-model.ts';
export type { Arrays, Tensors } from './parameters.ts';
