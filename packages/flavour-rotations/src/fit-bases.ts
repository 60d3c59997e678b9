import { didYouMean } from '@parton/errors';
import type { EvolutionFlavour } from './bases.ts';
import { RotationError } from './rotation-error.ts';

/** Coefficients of fitted flavours, by name. */
type Combination = Readonly<Record<string, number>>;

interface FitBasisTable {
  /** The fitted flavours in their canonical order. */
  readonly flavours: readonly string[];
  /**
   * What the evolution flavours are made of. A flavour that is not listed is the fitted flavour of the same name, and
   * a fitted flavour that does not exist counts as zero.
   */
  readonly combinations: Partial<Readonly<Record<EvolutionFlavour, Combination>>>;
}

/** The definitions of the evolution basis in terms of quarks and antiquarks up to charm. */
const QUARKS = {
  sng: { u: 1, ubar: 1, d: 1, dbar: 1, s: 1, sbar: 1, c: 1, cbar: 1 },
  v: { u: 1, ubar: -1, d: 1, dbar: -1, s: 1, sbar: -1, c: 1, cbar: -1 },
  v3: { u: 1, ubar: -1, d: -1, dbar: 1 },
  v8: { u: 1, ubar: -1, d: 1, dbar: -1, s: -2, sbar: 2 },
  v15: { u: 1, ubar: -1, d: 1, dbar: -1, s: 1, sbar: -1, c: -3, cbar: 3 },
  t3: { u: 1, ubar: 1, d: -1, dbar: -1 },
  t8: { u: 1, ubar: 1, d: 1, dbar: 1, s: -2, sbar: -2 },
  cp: { c: 1, cbar: 1 },
};
/** The same where the fitted c stands for both c and cbar. */
const QUARKS_SYMMETRIC_CHARM = {
  ...QUARKS,
  sng: { ...QUARKS.sng, c: 2 },
  v: { ...QUARKS.v, c: 0 },
  v15: { ...QUARKS.v15, c: 0 },
  cp: { c: 2 },
};
/** T15 = Sigma - 4 c+, hence */
const CHARM_FROM_T15 = { sng: 0.25, t15: -0.25 };
/** V15 = V - 4 c-: equal if charm and anticharm are. */
const SYMMETRIC_CHARM = { v15: { v: 1 } };
/** V8 = V - 3 s-: equal if strange and antistrange are, too. */
const SYMMETRIC_SEA = { v8: { v: 1 }, ...SYMMETRIC_CHARM };

const TABLES = {
  NN31IC: { flavours: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 'cp'], combinations: SYMMETRIC_CHARM },
  NN31PC: { flavours: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8'], combinations: SYMMETRIC_CHARM },
  EVOL: {
    flavours: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15'],
    combinations: { cp: CHARM_FROM_T15, ...SYMMETRIC_CHARM },
  },
  CCBAR_ASYMM: {
    flavours: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15', 'v15'],
    combinations: { cp: CHARM_FROM_T15 },
  },
  PDF4LHC20: { flavours: ['sng', 'g', 'v', 'v3', 't3', 't8'], combinations: SYMMETRIC_SEA },
  FLAVOUR: {
    flavours: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'c', 'g'],
    combinations: QUARKS_SYMMETRIC_CHARM,
  },
  FLAVOURPC: { flavours: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'g'], combinations: QUARKS },
  CCBAR_ASYMM_FLAVOUR: {
    flavours: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'c', 'cbar', 'g'],
    combinations: QUARKS,
  },
  POLARIZED_EVOL: { flavours: ['sng', 'g', 't3', 't8'], combinations: SYMMETRIC_SEA },
  POLARIZED_EVOL_CMP: { flavours: ['sng', 'g', 't3', 't8', 'v', 'v3'], combinations: SYMMETRIC_SEA },
} as const satisfies Record<string, FitBasisTable>;

/** The bases that can be fitted: those with a rotation to the FK basis. `evolution` is another name for EVOL. */
// prettier-ignore
export const FIT_BASES = [
  'NN31IC', 'NN31PC', 'EVOL', 'evolution', 'CCBAR_ASYMM', 'PDF4LHC20', 'FLAVOUR', 'FLAVOURPC',
  'CCBAR_ASYMM_FLAVOUR', 'POLARIZED_EVOL', 'POLARIZED_EVOL_CMP',
] as const;
export type FitBasis = (typeof FIT_BASES)[number];

/** The flavours of a fit basis in their canonical order. Throws {@link RotationError} for an unknown basis. */
export function fitFlavours(basis: string): readonly string[] {
  return fitBasisTable(basis).flavours;
}

/** Throws {@link RotationError} for an unknown basis. */
export function fitBasisTable(basis: string): FitBasisTable {
  const known = FIT_BASES.find((name) => name === basis);
  if (known === undefined) {
    const near = didYouMean(basis, FIT_BASES);
    throw new RotationError({
      where: { key: 'fitting.fitbasis' },
      found: basis,
      expected: `one of ${FIT_BASES.join(', ')}`,
      cure: near === undefined ? undefined : `Did you mean ${near}?`,
    });
  }
  return TABLES[known === 'evolution' ? 'EVOL' : known];
}
