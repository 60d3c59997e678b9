/** A measured data set, or a positivity or integrability constraint, with `n` points. */
export interface Dataset {
  /** `<setName>_<observable>`, as the metadata spell it. */
  readonly name: string;
  readonly setName: string;
  readonly observable: string;
  /** For instance `DIS_NC`, `DYP_FT`, `POS_XPDF`. */
  readonly processType: string;
  /** Groups data sets; a variant may change it. */
  readonly experiment: string;
  /** Groups data sets for the theory covariance matrix, for instance `DIS NC`. */
  readonly process: string;
  /** The applied variants joined by `_`, or undefined if there are none. */
  readonly variant: string | undefined;
  /** Names that the set had in older fits. The seeds of pseudodata depend on the first one. */
  readonly legacyNames: readonly string[];
  /** The kinematic variables in the order of the metadata: the keys of `kinematics`. */
  readonly variables: readonly string[];
  /** `[n]` each: the middle of the bin, in the units of the metadata (GeV for energies). */
  readonly kinematics: Readonly<Record<string, Float64Array>>;
  /** `[n]`: measured central values; zeros for a constraint. */
  readonly central: Float64Array;
  /** `[n]`: uncorrelated statistical uncertainties in units of the data; zeros where there are none. */
  readonly statistical: Float64Array;
  readonly systematics: readonly Systematic[];
  /** How the prediction is made, or undefined if the set has no theory. */
  readonly theory: TheorySpec | undefined;
  /** For plots; may hold LaTeX. */
  readonly label: string;
  /** Every file that was read. */
  readonly files: readonly string[];
}

/** One source of systematic uncertainty. */
export interface Systematic {
  readonly name: string;
  /** Additive, or proportional to the true value: the covariance matrix scales it with the prediction. */
  readonly treatment: 'ADD' | 'MULT';
  /**
   * `UNCORR` and `THEORYUNCORR`: independent from point to point. `CORR` and `THEORYCORR`: fully correlated within
   * the set. Any other name: fully correlated also with the sources of that name in other sets.
   */
  readonly type: string;
  /** `[n]`: absolute and signed, in units of the data, for MULT too. */
  readonly values: Float64Array;
}

/** Which FK tables make the prediction of a data set, and how. */
export interface TheorySpec {
  /** `NULL`, `ADD`, `RATIO`, `ASY`, `SMN`, `SMT`, `COM`, `SUBTRACT_ABS` or `SUBTRACT_ABSPAIR`. */
  readonly operation: string;
  /** One list of table names per operand; the tables of an operand are concatenated along the data. */
  readonly operands: readonly (readonly string[])[];
  /** Multiplies the result of the operation. */
  readonly conversionFactor: number;
  /** Tables whose points are shifted by so many positions. */
  readonly shifts: Readonly<Record<string, number>>;
  /** Tables that are multiplied by a number. */
  readonly normalization: Readonly<Record<string, number>>;
}
