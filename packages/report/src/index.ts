/**
 * One HTML page that shows a fit, or compares several.
 *
 * ```ts
 * const html = renderReport([{ name: 'first', state: 'finished', replicas: [{ id: 1 }], pdfs: [] }]);
 * writeFileSync('report.html', html);
 * ```
 *
 * @module
 */
export { renderReport } from './render-report.ts';
export { reportSections } from './report-sections.ts';
export { renderSections } from './render/render-page.ts';
export { distances } from './distances.ts';
export { ReportError } from './report-error.ts';
export type {
  Chi2,
  Comparison,
  DatasetReport,
  Exponent,
  ExponentReport,
  FitReport,
  PdfGrid,
  PositivityReport,
  Quantity,
  Reference,
  ReferenceSet,
  ReplicaReport,
  ReportOptions,
  Setting,
  Value,
} from './fit-report.ts';
export type { Section } from './blocks.ts';
export type { Distances } from './distances.ts';
