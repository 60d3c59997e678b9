import type { ColourName } from './blocks.ts';
import type { FitReport, PdfGrid, ReferenceSet, ReplicaReport, ReportOptions, Value } from './fit-report.ts';
import { type Outcome, outcomes } from './outcomes.ts';
import { type Band, bandOf, finite, isNumber } from './statistics.ts';

/** A fit with what all sections need of it, computed once. */
export interface FitView {
  readonly report: FitReport;
  readonly colour: ColourName;
  /** `[R]`. */
  readonly outcomes: readonly Outcome[];
  readonly scales: readonly ScaleView[];
}

/** The PDFs of a fit at one scale. */
export interface ScaleView {
  readonly q: number;
  readonly x: readonly number[];
  readonly flavours: readonly FlavourView[];
}

/** One flavour: the replicas that passed, `[R'][N]`, and their band. */
export interface FlavourView {
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  readonly band: Band;
}

/** All that a page is made of. */
export interface ReportView {
  readonly fits: readonly FitView[];
  readonly reference: { readonly name: string; readonly scales: readonly ScaleView[] } | undefined;
}

const FIT_COLOURS: readonly ColourName[] = ['fit1', 'fit2', 'fit3', 'fit4'];

/** Finds the replicas that passed and computes the bands. */
export function viewOf(fits: readonly FitReport[], { reference }: ReportOptions): ReportView {
  return {
    fits: fits.map((report, i) => {
      const found = outcomes(report);
      return {
        report,
        colour: FIT_COLOURS[i % FIT_COLOURS.length] ?? 'fit1',
        outcomes: found,
        scales: report.pdfs.map((grid) => scaleView(grid, (r) => found[r]?.failure === undefined)),
      };
    }),
    reference: reference === undefined ? undefined : referenceView(reference),
  };
}

function referenceView({ name, pdfs }: ReferenceSet) {
  return { name, scales: pdfs.map((grid) => scaleView(grid, () => true)) };
}

/** Flavours that vanish at this scale are left out. */
function scaleView({ q, x, flavours }: PdfGrid, isUsed: (r: number) => boolean): ScaleView {
  return {
    q,
    x,
    flavours: flavours.flatMap(({ name, values }) => {
      const rows = values.filter((row, r): row is readonly number[] => isUsed(r) && row.every(isNumber));
      const vanishes = rows.every((row) => row.every((value) => value === 0));
      return vanishes ? [] : [{ name, rows, band: bandOf(rows) }];
    }),
  };
}

/** Of values `[R]` those of the replicas that passed. */
export function ofPassed<T extends Value>(fit: FitView, values: readonly T[] | undefined): T[] {
  return (values ?? []).filter((_, r) => fit.outcomes[r]?.failure === undefined);
}

/** The PDFs of one flavour at one scale, if there are any. Scales are the same to six digits. */
export function flavourAt(scales: readonly ScaleView[], q: number, name: string): FlavourView | undefined {
  return scales.find((scale) => isSameScale(scale.q, q))?.flavours.find((flavour) => flavour.name === name);
}

/** Whether two scales (GeV) are the same but for rounding. */
export function isSameScale(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * b;
}

/** The scales of all fits, each once, in the order of the fits; flavours likewise. */
export function allScales(
  fits: readonly FitView[],
): { q: number; x: readonly number[]; flavours: string[] }[] {
  const out: { q: number; x: readonly number[]; flavours: string[] }[] = [];
  for (const { q, x, flavours } of fits.flatMap(({ scales }) => scales)) {
    const names = flavours.map(({ name }) => name);
    const known = out.find((scale) => isSameScale(scale.q, q));
    if (known === undefined) out.push({ q, x, flavours: names });
    else known.flavours.push(...names.filter((name) => !known.flavours.includes(name)));
  }
  return out;
}

/** Indices of grid points within a domain. */
export function visibleIndices(x: readonly number[], [from, to]: readonly [number, number]): number[] {
  return x.flatMap((value, i) => (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9) ? [i] : []));
}

/** A number of each replica that passed; missing ones are left out. */
export function numbersOfPassed(fit: FitView, pick: (replica: ReplicaReport) => Value | undefined): number[] {
  return finite(
    ofPassed(
      fit,
      fit.report.replicas.map((replica) => pick(replica) ?? null),
    ),
  );
}
