/** Element type. `real` becomes float32 or float64 when a graph is compiled; the interpreter computes in float64. */
export type DType = 'real' | 'bool';

/** Functions of one real number. */
export type UnaryName =
  | 'abs'
  | 'cos'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'neg'
  | 'reciprocal'
  | 'sigmoid'
  | 'sign'
  | 'sin'
  | 'softplus'
  | 'sqrt'
  /** The number itself, with gradient zero. */
  | 'stopGradient'
  | 'tanh';

/** Functions of two real numbers, with broadcasting. */
export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum';

/** Comparisons of two real numbers, with broadcasting; false where one of them is NaN. */
export type CompareName = 'equal' | 'less' | 'lessEqual';

export type ReduceName = 'sum' | 'max' | 'min';

/** Where a graph starts. */
export type Leaf =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly data: Float64Array }
  /** A constant whose elements are all equal. */
  | { readonly kind: 'fill'; readonly value: number };

/** What is done to the operands of a value. Axes count from 0; `axes` and `permutation` are complete and ordered. */
export type Operation =
  | { readonly kind: 'unary'; readonly name: UnaryName }
  | { readonly kind: 'binary'; readonly name: BinaryName }
  | { readonly kind: 'compare'; readonly name: CompareName }
  | { readonly kind: 'logical'; readonly name: 'and' | 'or' | 'not' }
  /** Operands: condition, value where true, value where false; with broadcasting. */
  | { readonly kind: 'where' }
  /** bool to real: false is 0, true is 1. */
  | { readonly kind: 'cast' }
  /** Product over the last two axes; the leading axes broadcast. */
  | { readonly kind: 'matMul'; readonly transposeA: boolean; readonly transposeB: boolean }
  /** The reduced axes vanish. */
  | { readonly kind: 'reduce'; readonly name: ReduceName; readonly axes: readonly number[] }
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  | { readonly kind: 'broadcastTo'; readonly shape: readonly number[] }
  | { readonly kind: 'transpose'; readonly permutation: readonly number[] }
  | { readonly kind: 'slice'; readonly begin: readonly number[]; readonly size: readonly number[] }
  | {
      readonly kind: 'pad';
      readonly before: readonly number[];
      readonly after: readonly number[];
      readonly value: number;
    }
  | { readonly kind: 'concat'; readonly axis: number }
  /** `out[.., i, ..] = x[.., indices[i], ..]` */
  | { readonly kind: 'gather'; readonly axis: number; readonly indices: readonly number[] }
  /** `out[.., indices[i], ..] += x[.., i, ..]`, starting from zeros of the given length along the axis. */
  | {
      readonly kind: 'scatterAdd';
      readonly axis: number;
      readonly indices: readonly number[];
      readonly length: number;
    };

/** Shape and element type of a value. */
export interface ValueType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** An array that the graph can compute. Equal values of one graph are the same object. */
export interface Value extends ValueType {
  /** Greater than the ids of all operands. */
  readonly id: number;
  readonly operation: Leaf | Operation;
  readonly operands: readonly Value[];
}

/** Numbers with a shape, in row-major order. Booleans are 0 and 1. */
export interface DenseArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** True for values without operands. */
export function isLeaf(operation: Leaf | Operation): operation is Leaf {
  return operation.kind === 'input' || operation.kind === 'constant' || operation.kind === 'fill';
}
