import { FK_BASIS, type FkFlavour } from '@parton/flavour-rotations';
import { fromNested, type NdArray, zeros } from '@parton/ndarray';
import { type AxialCharges, axialCharges, missingSeeds } from './axial-charges.ts';
import { type Remainder, REMAINDERS, RULES, type SumRules } from './sum-rules.ts';

/**
 * All sum rules as one law for the factors, `A = (c + I L + gamma p) / (d + I M)`, with the integrals I `[R, 14]`, the
 * momentum gamma `[R, 1]` of the photon, and `/` elementwise. Columns are the flavours that are normalised, so
 * `L[k, j]` is the weight of integral k in the factor of flavour j. A flavour without a sum rule has A = 1 / 1.
 */
export interface SumRuleConstants {
  /** c, `[1, 14]`; for TSR `[R, 14]`, where row r belongs to replica r, alone or in a batch. */
  readonly numerator: NdArray;
  /** L, `[14, 14]`. */
  readonly numeratorWeights: NdArray;
  /** p, `[1, 14]`: the photon takes part in the momentum only. */
  readonly photonWeights: NdArray;
  /** d, `[1, 14]`. */
  readonly denominator: NdArray;
  /** M, `[14, 14]`. */
  readonly denominatorWeights: NdArray;
}

/**
 * @param seeds for TSR, the network seed of each replica; no other mode needs them
 * Throws `SumRuleError` for TSR without seeds.
 */
export function sumRuleConstants(
  mode: SumRules,
  { seeds = [] }: { readonly seeds?: readonly number[] } = {},
): SumRuleConstants {
  if (mode === 'TSR' && seeds.length === 0) throw missingSeeds();
  const rules = FK_BASIS.map((flavour) => RULES[mode][flavour]);
  const row = (value: (rule: (typeof rules)[number]) => number): NdArray => fromNested([rules.map(value)]);
  const numeratorWeights = zeros([FK_BASIS.length, FK_BASIS.length]);
  const denominatorWeights = zeros([FK_BASIS.length, FK_BASIS.length]);
  rules.forEach((rule, j) => {
    if (rule === undefined) return;
    const weights: Partial<Record<FkFlavour, number>> = REMAINDERS[rule.remainder].weights;
    FK_BASIS.forEach((flavour, k) => {
      numeratorWeights.data[k * FK_BASIS.length + j] = weights[flavour] ?? 0;
      denominatorWeights.data[k * FK_BASIS.length + j] = rule.over === flavour ? 1 : 0;
    });
  });
  const replicas = mode === 'TSR' ? seeds.map((seed) => totals(axialCharges(seed))) : [totals()];
  return {
    numerator: fromNested(
      replicas.map((total) => rules.map((rule) => (rule === undefined ? 1 : total[rule.remainder]))),
    ),
    numeratorWeights,
    photonWeights: row((rule) => (rule?.remainder === 'momentum' ? -1 : 0)),
    denominator: row((rule) => (rule === undefined ? 1 : 0)),
    denominatorWeights,
  };
}

function totals(charges: AxialCharges = { T3: 0, T8: 0 }): Record<Remainder, number> {
  return { momentum: 1, oneQuark: 1, threeQuarks: 3, lightQuarks: 4, ...charges };
}
