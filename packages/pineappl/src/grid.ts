/** Powers of the couplings and of the logarithms of the scale ratios that an order multiplies. */
export interface Order {
  readonly alphas: number;
  readonly alpha: number;
  readonly logxir: number;
  readonly logxif: number;
  readonly logxia: number;
}

/** One bin: a range per dimension, and the number that its sum is divided by. */
export interface Bin {
  readonly limits: readonly (readonly [number, number])[];
  readonly normalization: number;
}

/** One product of parton densities, `factor * f_pids[0](x1) f_pids[1](x2)`. A channel is the sum of some. */
export interface ChannelTerm {
  readonly pids: readonly number[];
  readonly factor: number;
}

export type ConvolutionType = 'UnpolPDF' | 'PolPDF' | 'UnpolFF' | 'PolFF';

/** What one slot of a channel is convolved with: a kind of density and the PDG id of its hadron. */
export interface Convolution {
  readonly type: ConvolutionType;
  readonly pid: number;
}

/**
 * Nodes at equal distances in a mapped variable, from `min` to `max`: y = 5 (1 - x) - ln x for momentum fractions,
 * tau = ln ln (Q^2 / 0.0625 GeV^2) for scales. With `reweight` the stored values miss a factor
 * `(sqrt(x) / (1 - 0.99 x))^3` per node.
 */
export interface Interpolation {
  readonly map: 'x' | 'scale';
  readonly min: number;
  readonly max: number;
  readonly nodes: number;
  readonly order: number;
  readonly reweight: boolean;
}

/** The nodes of one dimension of a subgrid: listed (x, or a squared scale in GeV^2), or by rule. */
export type Axis = Float64Array | Interpolation;

/** What a dimension of all subgrids stands for: the i-th scale, or the momentum fraction of the i-th convolution. */
export interface Kinematics {
  readonly quantity: 'scale' | 'x';
  readonly index: number;
}

/** A squared scale as a function of the scales of {@link Kinematics}, named as in PineAPPL; `scales` are its arguments. */
export interface ScaleFunction {
  readonly name: string;
  readonly scales: readonly number[];
}

/**
 * A sparse array with one axis per {@link Kinematics}. Run k fills the row-major positions from `starts[k]` on with
 * the next `lengths[k]` of the `entries`; all other values are zero. Every run lies inside the shape.
 */
export interface Subgrid {
  readonly shape: readonly number[];
  readonly axes: readonly Axis[];
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly entries: Float64Array;
}

/** A PineAPPL grid, whatever the version of its file. Values multiply `f(x)`, not `x f(x)`. */
export interface Grid {
  readonly fileVersion: 0 | 1;
  readonly orders: readonly Order[];
  readonly bins: readonly Bin[];
  readonly channels: readonly (readonly ChannelTerm[])[];
  /** Of the pids of the channels: PDG ids, or the evolution basis (100 = Sigma, 200 = V, 103 = T3, ...). */
  readonly pidBasis: 'pdg' | 'evol';
  readonly convolutions: readonly Convolution[];
  readonly kinematics: readonly Kinematics[];
  readonly scales: {
    readonly renormalization: ScaleFunction;
    readonly factorization: ScaleFunction;
    readonly fragmentation: ScaleFunction;
  };
  /** `[orders, bins, channels]` in row-major order; undefined where empty. */
  readonly subgrids: readonly (Subgrid | undefined)[];
  readonly metadata: ReadonlyMap<string, string>;
}
