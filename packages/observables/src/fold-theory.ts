import { matmul, type NdArray, transpose, zeros } from '@parton/ndarray';
import { factorise } from './factorise.ts';
import { foldLinear, type FoldTarget } from './fold-linear.ts';
import { type FkOperand, type Observable, pointsOf } from './observable.ts';
import type { Operation } from './operations.ts';
import { quadraticForm } from './quadratic-form.ts';

/** Which rows of the linear or of the quadratic block an operand reads. */
export interface OperandRows {
  readonly kind: 'linear' | 'quadratic';
  readonly start: number;
  readonly count: number;
}

/**
 * All predictions of a fit as `y = f A + c(f) B`: what is linear in the PDFs is one matrix product, and c are the
 * composite observables (ratios, two-hadron tables). A rotation of the predictions costs nothing, it is folded into A
 * and B.
 */
export interface FoldedTheory {
  /** Composite observables in order; `apply-theory.ts` evaluates them. */
  readonly composites: readonly {
    readonly operation: Operation;
    readonly operands: readonly OperandRows[];
  }[];
  /** Number of predictions n, after the rotation if there is one. */
  readonly points: number;
  /** Plain constants; the caller turns them into tensors of the same names. */
  readonly constants: {
    /** A: `[D, n]`, D = K N. */
    readonly direct: NdArray;
    /** Rows that linear operands of composites read: `[D, nL]`. */
    readonly linear: NdArray;
    /** Vectors of the squares of all quadratic rows, padded to one number q per row: `[D, nQ q]`. */
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
}

/**
 * Folds the flavour basis, the common grid and a rotation into the theory, once, in float64. Exact, but for the
 * two-hadron tables, which are exact to the tolerance of `factorise` (1e-9 of their largest element).
 */
export function foldTheory(options: FoldOptions): FoldedTheory {
  const { observables, rotation, grid, expansion } = options;
  const width = (expansion.shape[1] ?? 0) * grid.length;
  const blocks = new Blocks(width, options);
  let points = 0;
  let compositePoints = 0;
  const composites = [];
  const placed: { at: number; rows: NdArray }[] = [];
  const mixed: { at: number; count: number }[] = [];
  for (const { operation, operands } of observables) {
    const count = Math.max(...operands.map(pointsOf));
    if (LINEAR.has(operation) && operands.every(({ hadrons }) => hadrons === 1)) {
      for (const operand of operands) placed.push({ at: points, rows: foldLinear(operand, options) });
    } else {
      composites.push({ operation, operands: operands.map((operand) => blocks.add(operand)) });
      mixed.push({ at: points, count });
      compositePoints += count;
    }
    points += count;
  }
  const direct = zeros([points, width]);
  for (const { at, rows } of placed)
    rows.data.forEach(
      (value, i) => (direct.data[at * width + i] = (direct.data[at * width + i] ?? 0) + value),
    );
  const mix = zeros([points, compositePoints]);
  let column = 0;
  for (const { at, count } of mixed) {
    for (let i = 0; i < count; i++) mix.data[(at + i) * compositePoints + column++] = 1;
  }
  const rotated = (rows: NdArray): NdArray =>
    transpose(rotation === undefined ? rows : matmul(rotation, rows));
  return {
    composites,
    points: rotation?.shape[0] ?? points,
    constants: { direct: rotated(direct), mix: rotated(mix), ...blocks.constants() },
  };
}

/** Collects the rows that the operands of composites read. */
class Blocks {
  readonly #width: number;
  readonly #target: FoldTarget;
  readonly #linear: NdArray[] = [];
  readonly #quadratic: { values: Float64Array; vectors: NdArray }[] = [];
  #linearRows = 0;

  constructor(width: number, target: FoldTarget) {
    this.#width = width;
    this.#target = target;
  }

  add(operand: FkOperand): OperandRows {
    const count = pointsOf(operand);
    if (operand.hadrons === 1) {
      const start = this.#linearRows;
      this.#linear.push(foldLinear(operand, this.#target));
      this.#linearRows += count;
      return { kind: 'linear', start, count };
    }
    const start = this.#quadratic.length;
    for (let n = 0; n < count; n++) this.#quadratic.push(factorise(quadraticForm(operand, n, this.#target)));
    return { kind: 'quadratic', start, count };
  }

  constants(): { linear: NdArray; squares: NdArray; weights: NdArray } {
    const linear = zeros([this.#linearRows, this.#width]);
    let at = 0;
    for (const block of this.#linear) {
      linear.data.set(block.data, at);
      at += block.data.length;
    }
    const rank = Math.max(0, ...this.#quadratic.map(({ values }) => values.length));
    const rows = this.#quadratic.length;
    const squares = zeros([rows * rank, this.#width]);
    const weights = zeros([rows, rank]);
    this.#quadratic.forEach(({ values, vectors }, n) => {
      squares.data.set(vectors.data, n * rank * this.#width);
      weights.data.set(values, n * rank);
    });
    return { linear: transpose(linear), squares: transpose(squares), weights };
  }
}
