import type { LegendEntry } from '../blocks.ts';
import type { ReportView } from '../fit-view.ts';
import { flavourStyle } from '../flavours.ts';

/** Colours of flavours. */
export function flavourLegend(flavours: readonly string[]): LegendEntry[] {
  return flavours.map((name) => {
    const { label, colour, dashed } = flavourStyle(name);
    return { label, colour, shape: dashed ? 'dashed' : 'line' };
  });
}

/** Colours of sets; none where there is one only. */
export function setLegend({ fits, reference }: ReportView): LegendEntry[] {
  const sets = fits.length === 1 ? [] : fits.map(({ report, colour }) => ({ label: report.name, colour }));
  const other = reference === undefined ? [] : [{ label: reference.name, colour: 'reference' as const }];
  return [...sets, ...other].map((entry) => ({ ...entry, shape: 'line' }));
}
