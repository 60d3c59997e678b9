/** A number, or `null` where there is none (JSON has no NaN; NaN and infinities count as `null`). */
export type Value = number | null;

/**
 * What a report says about one fit: plain data, so that it can be written as JSON and read again. Whatever has one
 * entry per replica is `[R]`, in the order of `replicas`, failed replicas included. A field that is absent is not
 * known; what belongs to it is left out of the page. No string is trusted: all are shown as text.
 */
export interface FitReport {
  /** Name of the fit; unique among the fits of a page. */
  readonly name: string;
  readonly description?: string;
  /** When it ended. Shown as it stands: a page depends on nothing but its input. */
  readonly date?: string;
  readonly state: 'finished' | 'interrupted' | 'running';
  /** `[R]`. */
  readonly replicas: readonly ReplicaReport[];
  /** One per scale, in the order of the page: the fitting scale Q0, then for instance 100 GeV. */
  readonly pdfs: readonly PdfGrid[];
  /** Of all points together, with all correlations. */
  readonly chi2?: Chi2;
  /** Of the sets of each process together, with their correlations. */
  readonly processes?: readonly (Chi2 & { readonly name: string })[];
  readonly datasets?: readonly DatasetReport[];
  readonly exponents?: readonly ExponentReport[];
  /** At Q0, for instance of sigma, g, v, v3 and v8. */
  readonly arcLengths?: readonly Quantity[];
  /** Sum of `|x f(x)|` over three small x, for instance of v, t3, v3, t8 and v8. */
  readonly integrability?: readonly Quantity[];
  readonly sumRules?: readonly (Quantity & { readonly expected: number })[];
  readonly positivity?: readonly PositivityReport[];
  /** What the fit was asked to do; nested values are shown under dotted keys. */
  readonly settings?: Readonly<Record<string, Setting>>;
  /** The text of the runcard. */
  readonly runcard?: string;
  /** Versions by program. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Seconds of wall time by stage. */
  readonly seconds?: Readonly<Record<string, number>>;
  /** What to cite: the methodology, the data, the programs. */
  readonly references?: readonly Reference[];
}

/** One replica. */
export interface ReplicaReport {
  /** Counts from 1. */
  readonly id: number;
  /** Why it has no place in the fit, in words. Absent for a replica that passed. */
  readonly failure?: string;
  /** Each per point, without penalties. `experimental`: to the measured data, all points together. */
  readonly chi2?: { readonly training: Value; readonly validation: Value; readonly experimental: Value };
  /** The step whose parameters were kept. */
  readonly bestEpoch?: number;
  /** The last step. */
  readonly stopEpoch?: number;
  /** chi2 per point along the training, `[E]` each. */
  readonly history?: {
    readonly epoch: readonly number[];
    readonly training: readonly Value[];
    readonly validation: readonly Value[];
  };
}

/** All replicas of a PDF set at one scale. */
export interface PdfGrid {
  /** Scale, GeV. */
  readonly q: number;
  /** `[N]`, ascending, in (0, 1]. The same for all fits of a page at one scale. */
  readonly x: readonly number[];
  readonly flavours: readonly {
    /** `g`, `u`, `ubar`, ..., `photon`, or of the evolution basis: `sigma`, `v`, `v3`, `t3`, ... */
    readonly name: string;
    /** `x f(x, Q)`, `[R][N]`. */
    readonly values: readonly (readonly Value[])[];
  }[];
}

/** chi2 per point. */
export interface Chi2 {
  readonly points: number;
  /** Of the mean over replicas of the predictions. */
  readonly central: Value;
  /** `[R]`. */
  readonly replicas?: readonly Value[];
}

/** One data set. */
export interface DatasetReport {
  readonly name: string;
  /** For people; may hold TeX between dollars. */
  readonly label?: string;
  /** For instance `DIS NC`; groups the sets. */
  readonly process: string;
  /** With the covariance of this set alone. */
  readonly chi2: Chi2;
  readonly comparison?: Comparison;
}

/** Data and predictions of one set. Labels may hold TeX between dollars; units are part of them. */
export interface Comparison {
  readonly xLabel: string;
  readonly xScale: 'linear' | 'log';
  readonly yLabel: string;
  /** One for each bin of the other variables. */
  readonly series: readonly {
    /** For instance `$Q^2$ = 120 GeV$^2$`; not needed for a single one. */
    readonly label?: string;
    /** `[n]` each. */
    readonly x: readonly number[];
    readonly data: readonly number[];
    /** Total uncertainty of the data: the root of the diagonal of the covariance. */
    readonly error: readonly number[];
    /** Mean over the replicas that passed. */
    readonly theory: readonly Value[];
    /** Their standard deviation. */
    readonly theoryError: readonly Value[];
  }[];
}

/** Preprocessing `x^(1 - alpha) (1 - x)^beta` of one flavour. */
export interface ExponentReport {
  readonly flavour: string;
  readonly trainable: boolean;
  /** alpha. */
  readonly smallx: Exponent;
  /** beta. */
  readonly largex: Exponent;
}

/** The range that one exponent is drawn from, and its values `[R]`. */
export interface Exponent {
  readonly range: readonly [number, number];
  readonly values: readonly Value[];
}

/** A number of each replica. */
export interface Quantity {
  /** A flavour, or a name for people. */
  readonly name: string;
  /** `[R]`. */
  readonly values: readonly Value[];
}

/** One positivity set. A replica passes where its loss is below the threshold. */
export interface PositivityReport {
  readonly name: string;
  readonly points: number;
  readonly threshold: number;
  /** With the initial multiplier, `[R]`. */
  readonly loss: readonly Value[];
}

/** Any JSON value. */
export type Setting =
  | string
  | number
  | boolean
  | null
  | readonly Setting[]
  | { readonly [key: string]: Setting };

/** A work to cite. A link is made to `url`, `doi` or `arxiv`, in this order. */
export interface Reference {
  readonly text: string;
  readonly arxiv?: string;
  readonly doi?: string;
  /** http or https; other schemes are not linked. */
  readonly url?: string;
}

/** A PDF set that the fits are compared with. */
export interface ReferenceSet {
  readonly name: string;
  /** As in `FitReport`; `R` is the number of its members. */
  readonly pdfs: readonly PdfGrid[];
}

/** What a page is made with, apart from the fits. */
export interface ReportOptions {
  /** PDFs are divided by its mean; without one, by the mean of the first fit. */
  readonly reference?: ReferenceSet;
  /** Title of the page; default: the names of the fits. */
  readonly title?: string;
}
