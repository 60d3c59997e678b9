import { FIT_BASES, fitFlavours, fitToFk, FK_BASIS, reduceBasis } from '@parton/flavour-rotations';
import { matmul, type NdArray, ndarray, row, zeros } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { normalisationClasses, SUM_RULES, sumRuleFactorsReference, type SumRules } from '../src/index.ts';

/** Numbers in (-1, 1) that look random and are not. */
const noise = (n: number, seed: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(seed + 12.9898 * i * (i + 1)));

/** The integrals of all flavours: numbers for V to V15 and, polarised, T3 and T8; momenta for the others. */
function integrate(pdf: NdArray, polarised: boolean): Float64Array {
  const N = pdf.shape[1] ?? 0;
  const [momenta, numbers] = [noise(N, 1), noise(N, 2)];
  const counted: readonly string[] = polarised ? ['T3', 'T8'] : ['V', 'V3', 'V8', 'V15'];
  return Float64Array.from(FK_BASIS, (flavour, k) => {
    const weights = counted.includes(flavour) ? numbers : momenta;
    return row(pdf, k).data.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  });
}

function normalised(mode: SumRules, pdf: NdArray, polarised: boolean): NdArray {
  const factors = sumRuleFactorsReference(mode, integrate(pdf, polarised), { seed: 5 });
  const N = pdf.shape[1] ?? 0;
  // 0 / 0 of a flavour that does not exist (V24 of a polarised fit) must not become NaN: its function stays 0.
  return ndarray(
    pdf.data.map((value, i) => (value === 0 ? 0 : value * (factors[Math.floor(i / N)] ?? 0))),
    pdf.shape,
  );
}

describe('normalisationClasses', () => {
  const cases = FIT_BASES.flatMap((basis) => SUM_RULES.map((mode) => [basis, mode] as const));
  it.each(cases)(
    '%s with %s: the kept flavours give all others, before and after normalisation',
    (basis, mode) => {
      const matrix = fitToFk(basis, fitFlavours(basis));
      const { rows, expansion } = reduceBasis(matrix, normalisationClasses(mode));
      const F = fitFlavours(basis).length;
      const pdf = matmul(matrix, ndarray(noise(F * 6, 3), [F, 6]));
      for (const full of [pdf, normalised(mode, pdf, basis.startsWith('POLARIZED'))]) {
        const kept = zeros([rows.length, 6]);
        rows.forEach((k, i) => kept.data.set(row(full, k).data, 6 * i));
        expect(matmul(expansion, kept).data).toBeAllclose(full.data, { rtol: 1e-12, atol: 1e-12 });
      }
    },
  );
  it.each([
    ['EVOL', 'ALL', 8],
    ['NN31IC', 'ALL', 8],
    ['FLAVOUR', 'ALL', 8],
    ['NN31PC', 'ALL', 7],
    ['PDF4LHC20', 'ALL', 6],
    ['CCBAR_ASYMM', 'ALL', 9],
    ['EVOL', 'ALLBUTCSR', 9],
    ['CCBAR_ASYMM', 'ALLBUTCSR', 9],
    ['POLARIZED_EVOL', 'TSR', 4],
    ['EVOL', 'NONE', 8],
  ] as const)('%s with %s has %i functions', (basis, mode, K) => {
    expect(reduceBasis(fitToFk(basis, fitFlavours(basis)), normalisationClasses(mode)).rows.length).toBe(K);
  });
  it('keeps V15 on its own where it is left free', () => {
    const { rows } = reduceBasis(fitToFk('EVOL', fitFlavours('EVOL')), normalisationClasses('ALLBUTCSR'));
    expect(rows.map((k) => FK_BASIS[k])).toEqual(['Sigma', 'g', 'V', 'V3', 'V8', 'V15', 'T3', 'T8', 'T15']);
  });
});
