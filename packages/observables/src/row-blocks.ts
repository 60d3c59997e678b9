import { type NdArray, transpose, zeros } from '@parton/ndarray';
import { compress, factorise, type FactorisedForm } from './factorise.ts';
import type { FoldOptions } from './fold-theory.ts';
import { foldLinear } from './fold-linear.ts';
import { type FkOperand, pointsOf } from './observable.ts';
import { probeBasis } from './probe-basis.ts';
import { quadraticForm } from './quadratic-form.ts';

/** Which rows of the linear or of the quadratic block an operand reads. */
export interface OperandRows {
  readonly kind: 'linear' | 'quadratic';
  readonly start: number;
  readonly count: number;
}

/**
 * Share of the absolute terms of a two-hadron row that compression may drop, for every probe. No bound for other PDFs: on
 * trained ones most predictions move by 1e-6 of their uncertainty and a few by more than 1e-3 (docs/architecture.md).
 */
const TOLERANCE = 1e-6;

/** Collects the rows that the operands of composite observables read. */
export class RowBlocks {
  readonly #options: FoldOptions;
  readonly #linear: NdArray[] = [];
  readonly #quadratic: { operand: FkOperand; point: number }[] = [];
  #linearRows = 0;

  constructor(options: FoldOptions) {
    this.#options = options;
  }

  /** Takes an operand in; says which rows will be its own. */
  add(operand: FkOperand): OperandRows {
    const count = pointsOf(operand);
    if (operand.hadrons === 1) {
      const start = this.#linearRows;
      this.#linear.push(foldLinear(operand, this.#options));
      this.#linearRows += count;
      return { kind: 'linear', start, count };
    }
    const start = this.#quadratic.length;
    for (let point = 0; point < count; point++) this.#quadratic.push({ operand, point });
    return { kind: 'quadratic', start, count };
  }

  /** The blocks of all operands, transposed as `applyTheory` multiplies them. */
  finish(): { firstNode: number; linear: NdArray; squares: NdArray; weights: NdArray } {
    const { grid, expansion } = this.#options;
    const flavours = expansion.shape[1] ?? 0;
    const linear = zeros([this.#linearRows, flavours * grid.length]);
    let at = 0;
    for (const block of this.#linear) {
      linear.data.set(block.data, at);
      at += block.data.length;
    }
    const firstNode = Math.min(
      grid.length,
      ...new Set(this.#quadratic.map(({ operand }) => firstActive(operand, grid))),
    );
    const forms = this.#forms(firstNode);
    const rank = Math.max(0, ...forms.map(({ values }) => values.length));
    const width = flavours * (grid.length - firstNode);
    const squares = zeros([forms.length * rank, width]);
    const weights = zeros([forms.length, rank]);
    forms.forEach(({ values, vectors }, n) => {
      squares.data.set(vectors.data, n * rank * width);
      weights.data.set(values, n * rank);
    });
    return { firstNode, linear: transpose(linear), squares: transpose(squares), weights };
  }

  #forms(firstNode: number): FactorisedForm[] {
    if (this.#quadratic.length === 0) return [];
    const { grid, expansion, probes, tolerance = TOLERANCE } = this.#options;
    const target = { grid: grid.subarray(firstNode), expansion };
    const basis = probes === undefined ? undefined : probeBasis(fromNode(probes, grid.length, firstNode));
    return this.#quadratic.map(({ operand, point }) => {
      const form = quadraticForm(fromFirst(operand, grid[firstNode] ?? 0), point, target);
      return basis === undefined ? factorise(form) : compress(form, basis, tolerance);
    });
  }
}

/** The first node of the grid where a two-hadron table is not zero. */
function firstActive({ values, x }: FkOperand, grid: Float64Array): number {
  const nodes = x.length;
  let first = nodes;
  values.data.forEach((value, i) => {
    if (value !== 0) first = Math.min(first, i % nodes, Math.floor(i / nodes) % nodes);
  });
  const lowest = x[first];
  return lowest === undefined ? grid.length - 1 : grid.findIndex((node) => node >= lowest * (1 - 1e-9));
}

/** A table without the nodes below `lowest`, where it is zero. */
function fromFirst(operand: FkOperand, lowest: number): FkOperand {
  const skip = operand.x.findIndex((node) => node >= lowest * (1 - 1e-9));
  if (skip <= 0) return operand;
  const nodes = operand.x.length;
  const [points = 0, channels = 0] = operand.values.shape;
  const left = nodes - skip;
  const values = zeros([points, channels, left, left]);
  for (let block = 0; block < points * channels; block++) {
    for (let a = 0; a < left; a++) {
      const from = block * nodes * nodes + (a + skip) * nodes + skip;
      values.data.set(operand.values.data.subarray(from, from + left), (block * left + a) * left);
    }
  }
  return { ...operand, x: operand.x.subarray(skip), values };
}

/** Columns of `[P, K N]` that belong to nodes from `first` on: `[P, K (N - first)]`. */
function fromNode(probes: NdArray, nodes: number, first: number): NdArray {
  const [count = 0, width = 0] = probes.shape;
  const left = nodes - first;
  const out = zeros([count, (width / nodes) * left]);
  for (let i = 0; i < (count * width) / nodes; i++) {
    out.data.set(probes.data.subarray(i * nodes + first, (i + 1) * nodes), i * left);
  }
  return out;
}
