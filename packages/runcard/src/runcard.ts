import type { Problem } from '@parton/errors';
import type { Activation, Initializer, OptimizerName } from './parameter-fields.ts';
import type { Treatment, UncertaintyType } from './closure-fields.ts';
import type { Grouping } from './grouping.ts';
import type { SumRules } from './values.ts';

/** Data and the theory they are compared with. Keys are those of the file unless noted. */
export interface DataRuncard {
  readonly description?: string;
  /** `dataset_inputs`, in the order of the file. */
  readonly datasets: readonly DatasetInput[];
  /** Digits only: underscores are removed. */
  readonly theoryId: string;
  /** The theory of the t0 predictions; by default `theoryId`. */
  readonly t0TheoryId: string;
  readonly t0PdfSet?: string;
  readonly cuts: Cuts;
  readonly filterRules: FilterRules;
  /** What has no effect or is out of date. */
  readonly warnings: readonly Problem[];
}

/** A fit, with all defaults filled in. Keys are those of the file unless noted. */
export interface Runcard extends DataRuncard {
  readonly t0PdfSet: string;
  readonly seeds: Seeds;
  /** Whether the data fluctuate from replica to replica. */
  readonly genrep: boolean;
  /** Whether training and validation share out eigenmodes of the covariance rather than data points. */
  readonly diagonalBasis: boolean;
  /** The fraction of eigenmodes that train. */
  readonly diagonalFrac: number;
  /** Eigenmodes below this eigenvalue are left out (`threshold`). */
  readonly eigenvalueThreshold: number;
  /** Which datasets share a covariance, a noise seed and a split (`metadata_group`, `data_grouping` and their defaults). */
  readonly grouping: Grouping;
  /** Absent: uncertainties of the theory do not count. */
  readonly theoryCovariance?: TheoryCovariance;
  /** Absent: the fit is to measured data. */
  readonly closureTest?: ClosureTest;
  readonly useT0Sampling: boolean;
  readonly separateMultiplicative: boolean;
  readonly resampleNegativePseudodata: boolean;
  readonly sumRules: SumRules;
  readonly basis: { readonly name: string; readonly flavours: readonly FlavourRanges[] };
  readonly network: Network;
  readonly optimizer: Optimizer;
  /** The number of steps; each uses all data. */
  readonly epochs: number;
  readonly stopping: Stopping;
  readonly positivity: Penalties;
  readonly integrability: Penalties;
  /** Number of knots of the feature scaling; absent without scaling. */
  readonly featureScalingPoints?: number;
  readonly savePseudodata: boolean;
  readonly doublePrecision: boolean;
  readonly debug: boolean;
  readonly maxcores?: number;
  /** File name for the weights of each replica. */
  readonly save?: string;
}

export interface DatasetInput {
  readonly name: string;
  readonly cfac: readonly string[];
  /** The fraction of points that train. */
  readonly frac: number;
  /** The covariance of two datasets is divided by the root of the product of their weights. */
  readonly weight: number;
  readonly variant?: string;
  /** Of datasets that are grouped by `custom_group`. */
  readonly customGroup?: string;
}

/** Kinematic limits, q2min and w2min in GeV^2; those that are absent have the default of the cuts. */
export interface Cuts {
  readonly q2min?: number;
  readonly w2min?: number;
  readonly maxTau?: number;
}

export interface FilterRules {
  /** `added_filter_rules` */
  readonly added: readonly Rule[];
  /** `filter_rules`, instead of the built-in rules. */
  readonly replacing?: readonly Rule[];
  /** `drop_internal_rules`: datasets whose built-in rules do not apply. */
  readonly dropInternal: readonly string[];
}

/** A condition that data points must satisfy, for one dataset or one process type. */
export interface Rule {
  readonly dataset?: string;
  readonly processType?: string;
  readonly rule: string;
  readonly reason?: string;
  readonly localVariables?: Readonly<Record<string, string>>;
  readonly PTO?: string;
  readonly FNS?: string;
  readonly IC?: boolean;
}

/** `theorycovmatconfig`: a covariance that is added to the experimental one. */
export interface TheoryCovariance {
  /** `point_prescriptions`: the covariance is the sum of theirs. May be empty where there is a user covariance. */
  readonly prescriptions: readonly string[];
  /** The PDF set that predicts the shifts (`pdf`); there if there are prescriptions. */
  readonly pdfSet?: string;
  readonly inFitting: boolean;
  readonly inSampling: boolean;
  /** A covariance from a file, and by what it is multiplied (`user_covmat_path`, `mult_factor`). */
  readonly user?: { readonly path: string; readonly factor: number };
}

/** `closuretest`: data that follow a known PDF take the place of the measured ones. */
export interface ClosureTest {
  /** The PDF set whose central member is the truth (`fakepdf`). */
  readonly pdfSet: string;
  /** The theory of the data (`faketheoryid`); by default that of the fit. */
  readonly theoryId: string;
  /** The seed of the noise of the data (`filterseed`); absent at level 0. Level 2 has `genrep`, too. */
  readonly noiseSeed?: number;
  /** Uncertainties that the fit believes other than they are; absent in consistent tests. */
  readonly inconsistency?: Inconsistency;
}

/** `inconsistent_data_settings`: what is rescaled after the noise was drawn. */
export interface Inconsistency {
  readonly datasets: readonly string[];
  readonly treatments: readonly Treatment[];
  readonly types: readonly UncertaintyType[];
  readonly factor: number;
}

export interface Seeds {
  /** Of the training-validation splits (`trvlseed`). */
  readonly trvl: number;
  /** Of the networks and exponents (`nnseed`). */
  readonly nn: number;
  /** Of the fluctuations of the data (`mcseed`). */
  readonly mc: number;
  readonly sameTrvlPerReplica: boolean;
}

/** One fitted flavour: the ranges from which the exponents of `x^(1 - smallx) (1 - x)^largex` are drawn. */
export interface FlavourRanges {
  readonly fl: string;
  readonly smallx: readonly [number, number];
  /** Absent with feature scaling. */
  readonly largex?: readonly [number, number];
  readonly trainable: boolean;
}

export interface Network {
  readonly nodes: readonly number[];
  readonly activations: readonly Activation[];
  readonly initializer: Initializer;
  readonly regularizer?: { readonly l1: number; readonly l2: number };
}

export interface Optimizer {
  readonly name: OptimizerName;
  /** Absent: the default of the optimiser. */
  readonly learningRate?: number;
  readonly clipnorm: number;
}

export interface Stopping {
  /** A fraction of `epochs`. */
  readonly patience: number;
  /** The least improvement that counts. */
  readonly delta: number;
  /** No step is accepted before the validation chi2 per point is below this. */
  readonly thresholdChi2: number;
  /** The greatest loss of each positivity set at which a step is accepted. */
  readonly positivityThreshold: number;
}

/** The penalties of one kind; `initial` and `multiplier` are common to all sets. */
export interface Penalties {
  readonly sets: readonly { readonly dataset: string; readonly maxlambda: number }[];
  /** Lagrange multiplier of the first 100 steps. */
  readonly initial?: number;
  /** By which it grows every 100 steps. */
  readonly multiplier?: number;
}
