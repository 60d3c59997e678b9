import { InputError } from '@parton/errors';
import type { NdArray } from '@parton/ndarray';
import { foldLinear, type FoldTarget } from './fold-linear.ts';
import { NORMAL_FORMS, type Form } from './normal-form.ts';
import { type Observable, pointsOf } from './observable.ts';
import { OPERATIONS } from './operations.ts';
import { type TableLayout, tableLayout } from './table-layout.ts';

/** One point of a two-hadron table, with a factor. */
export interface TableTerm {
  readonly table: TableLayout;
  readonly point: number;
  readonly factor: number;
}

/** A number that a prediction is made of: linear in the PDFs (`[D]`), or a sum of points of two-hadron tables. */
export type Row =
  | { readonly kind: 'linear'; readonly vector: Float64Array }
  | { readonly kind: 'quadratic'; readonly terms: readonly TableTerm[] };

/** A prediction as a form of one or two rows. */
export interface PointForm {
  readonly form: Form;
  readonly rows: readonly Row[];
  /** Which prediction it is, counted over all observables; a mode if predictions are rotated. */
  readonly point: number;
}

/** The predictions of an observable. `first` is the number of the first, counted over all observables. */
export function pointForms(
  { name, operation, operands }: Observable,
  first: number,
  target: FoldTarget,
): PointForm[] {
  const { form, sums } = NORMAL_FORMS[operation];
  if (operands.length !== OPERATIONS[operation]) {
    throw new InputError({
      where: { key: name },
      found: `${operands.length} operands`,
      expected: `${OPERATIONS[operation]} for the operation ${operation}`,
    });
  }
  const tables = operands.map((operand): Table =>
    operand.hadrons === 1
      ? { kind: 'linear', count: pointsOf(operand), folded: foldLinear(operand, target) }
      : { kind: 'quadratic', count: pointsOf(operand), layout: tableLayout(operand, target) },
  );
  const count = Math.max(...operands.map(pointsOf));
  return Array.from({ length: count }, (_, point): PointForm => ({
    form,
    rows: sums.map((factors) => sumOf(name, tables, { factors, point })),
    point: first + point,
  }));
}

type Table =
  | { readonly kind: 'linear'; readonly count: number; readonly folded: NdArray }
  | { readonly kind: 'quadratic'; readonly count: number; readonly layout: TableLayout };

/** One row of a sum of tables. A table with one point acts on all points. */
function sumOf(
  name: string,
  tables: readonly Table[],
  { factors, point }: { readonly factors: readonly number[]; readonly point: number },
): Row {
  const terms: TableTerm[] = [];
  let vector: Float64Array | undefined;
  tables.forEach((table, k) => {
    const factor = factors[k] ?? 0;
    if (factor === 0) return;
    const n = table.count === 1 ? 0 : point;
    if (table.kind === 'quadratic') {
      terms.push({ table: table.layout, point: n, factor });
      return;
    }
    const width = table.folded.shape[1] ?? 0;
    const previous = vector;
    vector = table.folded.data
      .subarray(n * width, (n + 1) * width)
      .map((value, i) => (previous?.[i] ?? 0) + factor * value);
  });
  if (vector === undefined) return { kind: 'quadratic', terms };
  if (terms.length === 0) return { kind: 'linear', vector };
  throw new InputError({
    where: { key: name },
    found: 'a sum of tables with one and with two hadrons',
    expected: 'tables of one kind in a sum',
  });
}
