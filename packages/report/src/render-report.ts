import type { FitReport, ReportOptions } from './fit-report.ts';
import { renderPage } from './render/render-page.ts';
import { reportSections } from './report-sections.ts';

/**
 * One HTML page about one or several fits. It is complete in itself: it opens from a disk and loads nothing. The same
 * input gives the same bytes. Further fits are compared with the first.
 *
 * @throws ReportError where the parts of a report do not fit together
 */
export function renderReport(fits: readonly FitReport[], options: ReportOptions = {}): string {
  const sections = reportSections(fits, options);
  const names = fits.map(({ name }) => name);
  return renderPage(
    {
      title: options.title ?? names.join(' and '),
      subtitle:
        fits.length === 1 ? 'A fit of parton distributions' : `${fits.length} fits of parton distributions`,
    },
    sections,
  );
}
