import { FK_BASIS, type FkFlavour } from '@parton/flavour-rotations';

/**
 * Which integrals are fixed: momentum (MSR), numbers of valence quarks (VSR), both (ALL), both with V15 left free
 * (ALLBUTCSR, for charm that differs from anticharm), the axial charges of polarised PDFs (TSR).
 */
export const SUM_RULES = ['ALL', 'MSR', 'VSR', 'TSR', 'ALLBUTCSR', 'NONE'] as const;
export type SumRules = (typeof SUM_RULES)[number];

/** What an integral has to be: a total (which may differ between replicas) plus multiples of other integrals. */
export const REMAINDERS = {
  /** What the quarks leave to the gluon. */
  momentum: { weights: { Sigma: -1 } },
  /** u - d in the proton. */
  oneQuark: { weights: {} },
  /** u + d (+ s + c), where s = c = 0. */
  threeQuarks: { weights: {} },
  /** u + d + s = (3 V + V15) / 4 = 3, solved for V. */
  lightQuarks: { weights: { V15: -1 / 3 } },
  T3: { weights: {} },
  T8: { weights: {} },
} as const satisfies Record<string, { weights: Partial<Record<FkFlavour, number>> }>;
export type Remainder = keyof typeof REMAINDERS;

/** One flavour is multiplied by the remainder over the integral of `over`. */
export interface SumRule {
  readonly remainder: Remainder;
  readonly over: FkFlavour;
}

type Table = Partial<Record<FkFlavour, SumRule>>;

const MOMENTUM = { g: { remainder: 'momentum', over: 'g' } } as const satisfies Table;
/** V24 and V35 equal V, so their factor is that of V: their own integral is never taken. */
const VALENCE = {
  V: { remainder: 'threeQuarks', over: 'V' },
  V3: { remainder: 'oneQuark', over: 'V3' },
  V8: { remainder: 'threeQuarks', over: 'V8' },
  V15: { remainder: 'threeQuarks', over: 'V15' },
  V24: { remainder: 'threeQuarks', over: 'V' },
  V35: { remainder: 'threeQuarks', over: 'V' },
} as const satisfies Table;
const VALENCE_WITH_FREE_V15 = {
  V: { remainder: 'lightQuarks', over: 'V' },
  V3: VALENCE.V3,
  V8: VALENCE.V8,
  V24: { remainder: 'lightQuarks', over: 'V' },
  V35: { remainder: 'lightQuarks', over: 'V' },
} as const satisfies Table;

/** The flavours that each mode normalises. All others keep a factor of 1. */
export const RULES: Readonly<Record<SumRules, Table>> = {
  ALL: { ...MOMENTUM, ...VALENCE },
  MSR: MOMENTUM,
  VSR: VALENCE,
  TSR: { T3: { remainder: 'T3', over: 'T3' }, T8: { remainder: 'T8', over: 'T8' } },
  ALLBUTCSR: { ...MOMENTUM, ...VALENCE_WITH_FREE_V15 },
  NONE: {},
};

/**
 * A label for each of the 14 flavours, for `reduceBasis` of `@parton/flavour-rotations`: two flavours with the same label
 * have the same factor if they are the same function before normalisation. Undefined where the factor is 1.
 */
export function normalisationClasses(mode: SumRules): readonly (string | undefined)[] {
  // Equal functions have equal integrals, so the remainder alone decides.
  return FK_BASIS.map((flavour) => RULES[mode][flavour]?.remainder);
}
