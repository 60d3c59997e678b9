import type { Section } from './blocks.ts';
import { checkReports } from './check-reports.ts';
import type { FitReport, ReportOptions } from './fit-report.ts';
import { viewOf } from './fit-view.ts';
import { chi2Section } from './sections/chi2.ts';
import { dataTheorySection } from './sections/data-theory.ts';
import { distanceSection } from './sections/distances.ts';
import { pdfSection } from './sections/pdfs.ts';
import { recordSection, referenceSection } from './sections/records.ts';
import { replicaSection } from './sections/replicas.ts';
import { arcLengthSection } from './sections/arc-lengths.ts';
import { exponentSection } from './sections/exponents.ts';
import { positivitySection } from './sections/positivity.ts';
import { sumRuleSection } from './sections/sum-rules.ts';
import { summarySection } from './sections/summary.ts';
import { trainingSection } from './sections/training.ts';

/**
 * What a page about these fits shows, as plain data: the first of the two steps of `renderReport`. Sections for which no
 * fit has data are left out.
 *
 * @throws ReportError where the parts of a report do not fit together
 */
export function reportSections(fits: readonly FitReport[], options: ReportOptions = {}): Section[] {
  checkReports(fits, options);
  const view = viewOf(fits, options);
  const sections = [
    summarySection(view),
    pdfSection(view),
    distanceSection(view),
    chi2Section(view),
    dataTheorySection(view),
    trainingSection(view),
    replicaSection(view),
    exponentSection(view),
    arcLengthSection(view),
    sumRuleSection(view),
    positivitySection(view),
    recordSection(view),
    referenceSection(view),
  ];
  return sections.filter((section) => section !== undefined);
}
