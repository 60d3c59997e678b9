import { type NdArray, zeros } from '@parton/ndarray';
import type { FoldedRow, FoldedRows } from './compress-rows.ts';
import type { Form } from './normal-form.ts';
import type { PointForm } from './rows.ts';

/** Neighbouring predictions that are computed in one go. */
export interface TheoryPart {
  readonly form: Form;
  /** How many. */
  readonly count: number;
  /** One per argument of the form; the constants have names that start with `name`. */
  readonly operands: readonly { readonly kind: FoldedRow['kind']; readonly name: string }[];
  /** Whether a constant `<name>.mix` `[count, modes]` rotates them. */
  readonly mixed: boolean;
  readonly name: string;
}

/** Squares per row are filled up with zeros to a multiple of this: rows of similar length go together. */
const SQUARES_STEP = 8;

interface Entry {
  readonly point: PointForm;
  readonly rows: readonly FoldedRow[];
  readonly rank: number;
}

/** Parts of the points of one group, and their constants. */
export function theoryParts(
  points: readonly PointForm[],
  folded: FoldedRows,
  options: { readonly name: string; readonly mix: (points: readonly PointForm[]) => NdArray | undefined },
): { parts: TheoryPart[]; points: number[]; constants: Record<string, NdArray> } {
  const classes = new Map<string, Entry[]>();
  for (const point of points) {
    const rows = point.rows.flatMap((entry) => folded.rows.get(entry) ?? []);
    const rank = Math.max(
      0,
      ...rows.map((entry) => (entry.kind === 'linear' ? 0 : rankClass(entry.values.length))),
    );
    const key = `${point.form} ${rows.map(({ kind }) => kind).join()} ${rank}`;
    classes.set(key, [...(classes.get(key) ?? []), { point, rows, rank }]);
  }
  const constants: Record<string, NdArray> = {};
  const parts = [...classes.values()].map((entries, p): TheoryPart => {
    const name = `${options.name}.${p}`;
    const mix = options.mix(entries.map(({ point }) => point));
    if (mix !== undefined) constants[`${name}.mix`] = mix;
    const [first] = entries;
    const operands = (first?.rows ?? []).map(({ kind }, k) => {
      const operand = `${name}.${'ab'[k] ?? ''}`;
      Object.assign(constants, operandConstants(operand, entries, k));
      return { kind, name: operand };
    });
    return {
      form: first?.point.form ?? 'value',
      count: entries.length,
      operands,
      mixed: mix !== undefined,
      name,
    };
  });
  return {
    parts,
    points: [...classes.values()].flatMap((entries) => entries.map(({ point }) => point.point)),
    constants,
  };
}

function rankClass(rank: number): number {
  return Math.max(1, Math.ceil(rank / SQUARES_STEP)) * SQUARES_STEP;
}

/** `<name>.matrix` `[r, n]`; or `<name>.squares` `[r, q n]`, for each square all rows, and `<name>.weights` `[q, n]`. */
function operandConstants(name: string, entries: readonly Entry[], k: number): Record<string, NdArray> {
  const rows = entries.flatMap((entry) => entry.rows[k] ?? []);
  const n = rows.length;
  const first = rows[0];
  if (first?.kind !== 'quadratic') {
    const matrix = zeros([first?.vector.length ?? 0, n]);
    rows.forEach((entry, i) => {
      if (entry.kind === 'linear') entry.vector.forEach((value, u) => (matrix.data[u * n + i] = value));
    });
    return { [`${name}.matrix`]: matrix };
  }
  const rank = entries[0]?.rank ?? 0;
  const width = first.vectors.shape[1] ?? 0;
  const squares = zeros([width, rank * n]);
  const weights = zeros([rank, n]);
  rows.forEach((entry, i) => {
    if (entry.kind !== 'quadratic') return;
    entry.values.forEach((value, q) => {
      weights.data[q * n + i] = Math.sign(value);
      const scale = Math.sqrt(Math.abs(value));
      for (let u = 0; u < width; u++)
        squares.data[u * rank * n + q * n + i] = scale * (entry.vectors.data[q * width + u] ?? 0);
    });
  });
  return { [`${name}.squares`]: squares, [`${name}.weights`]: weights };
}
