import { matmul, type NdArray, transpose, zeros } from '@parton/ndarray';
import { foldLinear, type FoldTarget } from './fold-linear.ts';
import { type Observable, pointsOf } from './observable.ts';
import type { Operation } from './operations.ts';
import { type OperandRows, RowBlocks } from './row-blocks.ts';

/**
 * All predictions of a fit as `y = f A + c(f) B`: what is linear in the PDFs is one matrix product, and c are the
 * composite observables (ratios, two-hadron tables). A rotation of the predictions costs nothing, it is folded into A
 * and B.
 */
export interface FoldedTheory {
  /** Composite observables in order; `applyTheory` evaluates them. */
  readonly composites: readonly {
    readonly operation: Operation;
    readonly operands: readonly OperandRows[];
  }[];
  /** Two-hadron tables vanish below this node of the grid. */
  readonly firstNode: number;
  /** Number of predictions n, after the rotation if there is one. */
  readonly points: number;
  /** Plain constants; the caller turns them into tensors of the same names. */
  readonly constants: {
    /** A: `[D, n]`, D = K N. */
    readonly direct: NdArray;
    /** Rows that linear operands of composites read: `[D, nL]`. */
    readonly linear: NdArray;
    /** Vectors of the squares of all quadratic rows, padded to one number q per row: `[K (N - firstNode), nQ q]`. */
    readonly squares: NdArray;
    /** Their signed weights: `[nQ, q]`. */
    readonly weights: NdArray;
    /** B: `[nC, n]`. */
    readonly mix: NdArray;
  };
}

/** Operations that keep a sum of one-hadron tables linear in the PDFs. */
const LINEAR: ReadonlySet<Operation> = new Set<Operation>(['NULL', 'ADD', 'SMT']);

/** Tables, the functions and points they are folded on, and optionally a rotation `[m, n]` of the predictions. */
export interface FoldOptions extends FoldTarget {
  readonly observables: readonly Observable[];
  readonly rotation?: NdArray;
  /**
   * `[P, K N]`: plausible PDFs. With them two-hadron tables are compressed to `tolerance` (see `compress`), without them
   * they are exact and much slower.
   */
  readonly probes?: NdArray | undefined;
  /** Relative to the value of a table; default 1e-6. */
  readonly tolerance?: number;
}

/** Folds the flavour basis, the common grid and a rotation into the theory, once, in float64. */
export function foldTheory(options: FoldOptions): FoldedTheory {
  const { observables, rotation, grid, expansion } = options;
  const width = (expansion.shape[1] ?? 0) * grid.length;
  const counts = observables.map(({ operands }) => Math.max(...operands.map(pointsOf)));
  const points = counts.reduce((sum, count) => sum + count, 0);
  const blocks = new RowBlocks(options);
  const direct = zeros([points, width]);
  const composites: FoldedTheory['composites'][number][] = [];
  const compositePoints: number[] = [];
  let at = 0;
  observables.forEach(({ operation, operands }, i) => {
    const count = counts[i] ?? 0;
    if (LINEAR.has(operation) && operands.every(({ hadrons }) => hadrons === 1)) {
      for (const operand of operands) addRows(direct, at, foldLinear(operand, options));
    } else {
      composites.push({ operation, operands: operands.map((operand) => blocks.add(operand)) });
      for (let point = 0; point < count; point++) compositePoints.push(at + point);
    }
    at += count;
  });
  const mix = zeros([points, compositePoints.length]);
  compositePoints.forEach((point, column) => (mix.data[point * compositePoints.length + column] = 1));
  const rotated = (rows: NdArray): NdArray =>
    transpose(rotation === undefined ? rows : matmul(rotation, rows));
  const { firstNode, ...constants } = blocks.finish();
  return {
    composites,
    firstNode,
    points: rotation?.shape[0] ?? points,
    constants: { direct: rotated(direct), mix: rotated(mix), ...constants },
  };
}

function addRows(target: NdArray, at: number, rows: NdArray): void {
  const offset = at * (target.shape[1] ?? 0);
  rows.data.forEach((value, i) => (target.data[offset + i] = (target.data[offset + i] ?? 0) + value));
}
