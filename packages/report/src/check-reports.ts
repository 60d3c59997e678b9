import type { Chi2, FitReport, PdfGrid, ReportOptions } from './fit-report.ts';
import { ReportError } from './report-error.ts';

/** Throws `ReportError` where an array has not one entry per replica or point, or grids cannot be compared. */
export function checkReports(fits: readonly FitReport[], { reference }: ReportOptions): void {
  if (fits.length === 0) throw new ReportError({ found: 'no fit', expected: 'at least one' });
  for (const [i, fit] of fits.entries()) checkFit(fit, `fits[${i}]`);
  const names = fits.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new ReportError({
      found: `two fits called ${twice}`,
      expected: 'different names',
      cure: 'Rename one of them',
    });
  }
  for (const { q, flavours } of reference?.pdfs ?? []) {
    for (const { name, values } of flavours)
      checkLength(values, flavours[0]?.values.length ?? 0, `reference ${name} at ${q} GeV`);
  }
  checkGrids([...fits.flatMap(({ pdfs }) => pdfs), ...(reference?.pdfs ?? [])]);
}

function checkFit(fit: FitReport, key: string): void {
  const count = fit.replicas.length;
  for (const { q, flavours } of fit.pdfs)
    for (const { name, values } of flavours) checkLength(values, count, `${key}.pdfs ${name} at ${q} GeV`);
  const chi2 = (value: Chi2 | undefined, where: string): void => {
    if (value?.replicas !== undefined) checkLength(value.replicas, count, `${key}.${where}.replicas`);
  };
  chi2(fit.chi2, 'chi2');
  for (const process of fit.processes ?? []) chi2(process, `processes ${process.name}`);
  for (const dataset of fit.datasets ?? []) chi2(dataset.chi2, `datasets ${dataset.name}`);
  for (const { name, comparison } of fit.datasets ?? [])
    for (const { x, ...columns } of comparison?.series ?? [])
      for (const column of ['data', 'error', 'theory', 'theoryError'] as const)
        checkLength(columns[column], x.length, `${key}.datasets ${name} ${column}`);
  for (const { id, history } of fit.replicas)
    for (const curve of ['training', 'validation'] as const)
      if (history !== undefined)
        checkLength(history[curve], history.epoch.length, `${key} history of replica ${id}, ${curve}`);
  for (const { flavour, smallx, largex } of fit.exponents ?? []) {
    checkLength(smallx.values, count, `${key}.exponents ${flavour} smallx`);
    checkLength(largex.values, count, `${key}.exponents ${flavour} largex`);
  }
  for (const list of ['arcLengths', 'integrability', 'sumRules'] as const)
    for (const { name, values } of fit[list] ?? []) checkLength(values, count, `${key}.${list} ${name}`);
  for (const { name, loss } of fit.positivity ?? []) checkLength(loss, count, `${key}.positivity ${name}`);
}

/** Every row has the length of x, and grids of one scale have the same x. */
function checkGrids(grids: readonly PdfGrid[]): void {
  for (const grid of grids) {
    const { q, x, flavours } = grid;
    for (const { name, values } of flavours)
      for (const row of values) checkLength(row, x.length, `${name} at ${q} GeV`);
    const first = grids.find((other) => other.q === q) ?? grid;
    if (first.x.length !== x.length || first.x.some((value, i) => value !== x[i])) {
      throw new ReportError({
        where: { key: `x at ${q} GeV` },
        found: 'grids that differ between sets',
        expected: 'one grid, so that sets can be compared',
        cure: 'Evaluate all sets on the same x',
      });
    }
  }
}

function checkLength(array: readonly unknown[], expected: number, key: string): void {
  if (array.length === expected) return;
  throw new ReportError({
    where: { key },
    found: `${array.length} entries`,
    expected: `${expected}`,
  });
}
