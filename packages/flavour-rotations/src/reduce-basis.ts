import { type NdArray, row, zeros } from '@parton/ndarray';
import { RotationError } from './rotation-error.ts';

/** The independent functions among the flavours of a normalised PDF. */
export interface ReducedBasis {
  /** The K flavours that are kept, ascending. */
  readonly rows: readonly number[];
  /** `[14, K]`: every flavour in terms of the kept ones, before and after normalisation. */
  readonly expansion: NdArray;
}

/** Coefficients of kept rows, by their index. */
type Combination = ReadonlyMap<number, number>;

/** One step of the elimination: `values = sum_k combination[k] row_k`, with `values[pivot]` its largest entry. */
interface Eliminated {
  readonly values: Float64Array;
  readonly pivot: number;
  readonly combination: Combination;
}

/**
 * Finds the flavours of `A * (matrix P)` from which all others follow, where the factors A of the sum rules are known
 * only by their classes. Zero rows are dropped. A labelled row is kept unless an equal row with the same label is. A row
 * without label (factor 1) is kept unless it is a linear combination of the kept rows without label above it.
 *
 * @param matrix `[14, F]`, such as `fitToFk(..)`
 * @param normalisation one entry per row: rows with the same label and equal coefficients have the same factor;
 *   undefined means a factor of 1
 */
export function reduceBasis(matrix: NdArray, normalisation: readonly (string | undefined)[]): ReducedBasis {
  const height = matrix.shape[0] ?? 0;
  if (normalisation.length !== height) {
    throw new RotationError({
      found: `${normalisation.length} labels`,
      expected: `one for each of ${height} rows`,
    });
  }
  const eliminated: Eliminated[] = [];
  const labelled: number[] = [];
  const combinations = normalisation.map((label, k): Combination => {
    const values = row(matrix, k).data;
    if (values.every((value) => value === 0)) return new Map();
    if (label === undefined) return eliminate(k, values, eliminated);
    const twin = labelled.find((j) => normalisation[j] === label && equal(row(matrix, j).data, values));
    if (twin === undefined) labelled.push(k);
    return new Map([[twin ?? k, 1]]);
  });
  const rows = combinations.flatMap((combination, k) => (combination.has(k) ? [k] : []));
  const expansion = zeros([height, rows.length]);
  combinations.forEach((combination, k) => {
    rows.forEach((kept, i) => {
      expansion.data[k * rows.length + i] = combination.get(kept) ?? 0;
    });
  });
  return { rows, expansion };
}

/** The row in terms of those eliminated before, or of itself if it is independent of them; then it joins them. */
function eliminate(k: number, values: Float64Array, eliminated: Eliminated[]): Combination {
  const rest = Float64Array.from(values);
  const combination = new Map<number, number>();
  for (const { values: done, pivot, combination: made } of eliminated) {
    const factor = (rest[pivot] ?? 0) / (done[pivot] ?? 1);
    done.forEach((value, i) => {
      rest[i] = (rest[i] ?? 0) - factor * value;
    });
    made.forEach((coefficient, j) => combination.set(j, (combination.get(j) ?? 0) + factor * coefficient));
  }
  const pivot = largest(rest);
  // Coefficients are small fractions; what elimination leaves of a dependent row is rounding.
  if (Math.abs(rest[pivot] ?? 0) <= 1e-12 * Math.abs(values[largest(values)] ?? 0)) return combination;
  const negated = Array.from(combination, ([j, coefficient]): [number, number] => [j, -coefficient]);
  eliminated.push({ values: rest, pivot, combination: new Map([...negated, [k, 1]]) });
  return new Map([[k, 1]]);
}

/** Index of the entry with the largest magnitude. */
function largest(values: Float64Array): number {
  return values.reduce((best, value, i) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? i : best), 0);
}

function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => value === b[i]);
}
