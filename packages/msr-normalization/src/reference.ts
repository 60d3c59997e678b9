import { FK_BASIS, type FkFlavour } from '@parton/flavour-rotations';
import { axialCharges, missingSeeds } from './axial-charges.ts';
import type { SumRules } from './sum-rules.ts';

/**
 * The factors of one replica, written formula by formula in float64: the slow readable version of
 * `normalisationFactors`, against which that is tested.
 *
 * @param integrals `[14]`
 * @param photon momentum fraction of the photon
 * @param seed of the replica's network, for TSR
 * @returns `[14]`
 */
export function sumRuleFactorsReference(
  mode: SumRules,
  integrals: Float64Array,
  { photon = 0, seed }: { readonly photon?: number; readonly seed?: number } = {},
): Float64Array {
  const I = (flavour: FkFlavour): number => integrals[FK_BASIS.indexOf(flavour)] ?? Number.NaN;
  const factors = new Float64Array(FK_BASIS.length).fill(1);
  const set = (flavour: FkFlavour, factor: number): void => {
    factors[FK_BASIS.indexOf(flavour)] = factor;
  };
  if (mode === 'ALL' || mode === 'MSR' || mode === 'ALLBUTCSR') set('g', (1 - I('Sigma') - photon) / I('g'));
  if (mode === 'ALL' || mode === 'VSR' || mode === 'ALLBUTCSR') {
    const numberOfV = mode === 'ALLBUTCSR' ? 4 - I('V15') / 3 : 3;
    set('V', numberOfV / I('V'));
    set('V35', numberOfV / I('V'));
    set('V24', numberOfV / I('V'));
    set('V3', 1 / I('V3'));
    set('V8', 3 / I('V8'));
    if (mode !== 'ALLBUTCSR') set('V15', 3 / I('V15'));
  }
  if (mode === 'TSR') {
    if (seed === undefined) throw missingSeeds();
    const charges = axialCharges(seed);
    set('T3', charges.T3 / I('T3'));
    set('T8', charges.T8 / I('T8'));
  }
  return factors;
}
