import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { FK_BASIS, type FkFlavour } from '@parton/flavour-rotations';
import { type NdArray, ndarray } from '@parton/ndarray';
import { numericalGradient, readShared, sharedSuite } from '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  normalisationFactors,
  SUM_RULES,
  type SumRuleConstants,
  sumRuleConstants,
  SumRuleError,
  sumRuleFactorsReference,
  type SumRules,
} from '../src/index.ts';

const SEEDS = [0, 3, 1872583848];
/** Three replicas with integrals of both signs, away from zero. */
const INTEGRALS = Float64Array.from(
  { length: 3 * 14 },
  (_, i) => (i % 3 === 1 ? -1 : 1) * (1 + Math.sin(5 * i) / 2),
);
const PHOTON = Float64Array.of(0.002, 0.1, -0.3);
const replica = (r: number) => INTEGRALS.slice(14 * r, 14 * r + 14);
const component = (values: ArrayLike<number>, flavour: FkFlavour) =>
  values[FK_BASIS.indexOf(flavour)] ?? Number.NaN;

/** The law of the constants in float64, for one replica. */
function law(constants: SumRuleConstants, r: number, integrals: Float64Array, photon = 0): Float64Array {
  const at = (array: NdArray, i: number, j: number) =>
    array.data[(i % (array.shape[0] ?? 1)) * 14 + j] ?? Number.NaN;
  return integrals.map((_, j) => {
    const sum = (weights: NdArray) =>
      integrals.reduce((total, value, k) => total + value * at(weights, k, j), 0);
    const photons = photon * at(constants.photonWeights, 0, j);
    const numerator = at(constants.numerator, r, j) + sum(constants.numeratorWeights) + photons;
    return numerator / (at(constants.denominator, 0, j) + sum(constants.denominatorWeights));
  });
}

const tensors = (constants: SumRuleConstants) => ({
  numerator: toTensor(constants.numerator),
  numeratorWeights: toTensor(constants.numeratorWeights),
  photonWeights: toTensor(constants.photonWeights),
  denominator: toTensor(constants.denominator),
  denominatorWeights: toTensor(constants.denominatorWeights),
});

/** Factors of all replicas of `INTEGRALS`. */
function factors(mode: SumRules, integrals = INTEGRALS, { seeds = SEEDS, photon = PHOTON } = {}) {
  const R = integrals.length / 14;
  const constants = tensors(sumRuleConstants(mode, { seeds }));
  return normalisationFactors(
    toTensor(ndarray(integrals, [R, 14])),
    constants,
    toTensor(ndarray(photon, [R, 1])),
  );
}

describe('the sum rules', () => {
  const after = (mode: SumRules, r: number, photon = 0) => {
    const A = sumRuleFactorsReference(mode, replica(r), { photon, seed: SEEDS[r] ?? 0 });
    return (flavour: FkFlavour) => component(A, flavour) * component(replica(r), flavour);
  };
  it.each(['ALL', 'MSR', 'ALLBUTCSR'] as const)(
    '%s: quarks, gluon and photon carry the whole momentum',
    (mode) => {
      PHOTON.forEach((photon, r) => {
        const I = after(mode, r, photon);
        expect(I('Sigma') + I('g') + photon).toBeAllclose(1, { rtol: 1e-14 });
      });
    },
  );
  it.each(['ALL', 'VSR'] as const)('%s: the numbers of V, V3, V8 and V15 are 3, 1, 3 and 3', (mode) => {
    for (const r of [0, 1, 2]) {
      const I = after(mode, r);
      expect((['V', 'V3', 'V8', 'V15'] as const).map(I)).toBeAllclose([3, 1, 3, 3], { rtol: 1e-14 });
    }
  });
  it('ALLBUTCSR: u + d + s = (3 V + V15) / 4 = 3, and V15 is free', () => {
    for (const r of [0, 1, 2]) {
      const I = after('ALLBUTCSR', r);
      expect([(3 * I('V') + I('V15')) / 4, I('V3'), I('V8')]).toBeAllclose([3, 1, 3], { rtol: 1e-14 });
      expect(I('V15')).toBe(component(replica(r), 'V15'));
    }
  });
  it('TSR: the integrals of T3 and T8 are the axial charges of the seeds (numpy default_rng)', () => {
    const charges = [0, 1, 2].map((r) => (['T3', 'T8'] as const).map(after('TSR', r)));
    expect(charges).toBeAllclose([1.27576345, 0.58169738, 1.27825319, 0.52110837, 1.27641225, 0.58893958], {
      rtol: 1e-8,
    });
  });
  it('V24 and V35 have the factor of V', () => {
    for (const mode of SUM_RULES) {
      const A = sumRuleFactorsReference(mode, replica(1), { seed: 3 });
      expect([component(A, 'V24'), component(A, 'V35')]).toEqual([component(A, 'V'), component(A, 'V')]);
    }
  });
});

describe('sumRuleConstants', () => {
  it.each(SUM_RULES)('%s: the law agrees with the formulae', (mode) => {
    const constants = sumRuleConstants(mode, { seeds: SEEDS });
    SEEDS.forEach((seed, r) => {
      const photon = PHOTON[r] ?? 0;
      const expected = sumRuleFactorsReference(mode, replica(r), { photon, seed });
      expect(law(constants, r, replica(r), photon)).toBeAllclose(expected, { rtol: 1e-14 });
    });
  });
  it('of a replica do not depend on its batch, so a split model keeps its axial charges', () => {
    const { numerator } = sumRuleConstants('TSR', { seeds: SEEDS });
    expect(numerator.shape).toEqual([3, 14]);
    SEEDS.forEach((seed, r) => {
      expect(sumRuleConstants('TSR', { seeds: [seed] }).numerator.data).toEqual(
        numerator.data.slice(14 * r, 14 * r + 14),
      );
    });
  });
  it('need seeds for TSR and for nothing else', () => {
    expect(() => sumRuleConstants('TSR')).toThrow(SumRuleError);
    expect(() => sumRuleFactorsReference('TSR', replica(0))).toThrow('TSR without seeds');
    expect(sumRuleConstants('ALL').numerator.shape).toEqual([1, 14]);
  });
});

eachBackend('normalisationFactors', () => {
  it.each(SUM_RULES)('%s agrees with the reference', async (mode) => {
    const out = factors(mode);
    expect(out.shape).toEqual([3, 14]);
    const expected = SEEDS.map((seed, r) =>
      sumRuleFactorsReference(mode, replica(r), { photon: PHOTON[r] ?? 0, seed }),
    );
    expect(await out.data()).toBeAllclose(expected, { rtol: 2e-6 });
  });
  it('takes no photon without QED', async () => {
    const constants = tensors(sumRuleConstants('ALL'));
    const out = await normalisationFactors(toTensor(ndarray(INTEGRALS, [3, 14])), constants).data();
    expect(out).toEqual(await factors('ALL', INTEGRALS, { photon: new Float64Array(3) }).data());
  });
  it('gives the factors of some flavours from their columns of the constants', async () => {
    const columns = [2, 4, 5];
    const constants = sumRuleConstants('ALL');
    const pick = ({ data, shape: [height = 0] }: NdArray) =>
      toTensor(
        ndarray(Array.from({ length: height }, (_, k) => columns.map((j) => data[14 * k + j] ?? 0)).flat(), [
          height,
          3,
        ]),
      );
    const out = normalisationFactors(
      toTensor(ndarray(INTEGRALS, [3, 14])),
      {
        numerator: pick(constants.numerator),
        numeratorWeights: pick(constants.numeratorWeights),
        photonWeights: pick(constants.photonWeights),
        denominator: pick(constants.denominator),
        denominatorWeights: pick(constants.denominatorWeights),
      },
      toTensor(ndarray(PHOTON, [3, 1])),
    );
    const all = await factors('ALL').data();
    expect(await out.data()).toBeAllclose(
      [0, 1, 2].map((r) => columns.map((j) => all[14 * r + j] ?? 0)),
      { rtol: 1e-6 },
    );
  });
  it('of a flavour without a sum rule is exactly 1', async () => {
    for (const value of await factors('NONE').data()) expect(value).toBe(1);
    expect((await factors('MSR').data())[3]).toBe(1);
  });
  it.each(SUM_RULES)('%s has the gradient of the reference', async (mode) => {
    const upstream = Float64Array.from({ length: 14 }, (_, k) => Math.cos(3 * k));
    const f = (integrals: Float64Array) =>
      sumRuleFactorsReference(mode, integrals, { photon: 0.1, seed: 3 }).reduce(
        (sum, A, k) => sum + A * (upstream[k] ?? 0),
        0,
      );
    const gradient = tf.grad((integrals: tf.Tensor) => {
      const constants = tensors(sumRuleConstants(mode, { seeds: [3] }));
      return normalisationFactors(integrals, constants, tf.tensor([0.1], [1, 1]));
    })(toTensor(ndarray(replica(1), [1, 14])), toTensor(ndarray(upstream, [1, 14])));
    expect(await gradient.data()).toBeAllclose(numericalGradient(f, replica(1)), { rtol: 1e-5, atol: 1e-6 });
  });
  it.each(SUM_RULES)('%s: a replica is the same alone, and NaN stays in its replica', async (mode) => {
    const poisoned = INTEGRALS.map((value, i) => (i < 14 ? Number.NaN : value));
    const batch = await factors(mode, poisoned).data();
    for (const r of [1, 2]) {
      const alone = factors(mode, replica(r), { seeds: [SEEDS[r] ?? 0], photon: PHOTON.slice(r, r + 1) });
      expect(batch.slice(14 * r, 14 * r + 14)).toEqual(await alone.data());
    }
    expect(batch[2]).toBeNaN();
  });
});

sharedSuite('recorded factors', 'fixtures/model.json', () => {
  type Recorded = Record<'integrals_14' | 'ALL' | 'MSR' | 'VSR' | 'ALLBUTCSR' | 'TSR_seed3', number[]>;
  interface Msr extends Recorded {
    photon_integral: number;
    tsr_by_seed: Record<string, number[]>;
  }
  const fixture = () => readShared<{ msr: Msr }>('fixtures', 'model.json').msr;

  it.each(['ALL', 'MSR', 'VSR', 'ALLBUTCSR'] as const)('%s agrees', (mode) => {
    const msr = fixture();
    const integrals = Float64Array.from(msr.integrals_14);
    const photon = msr.photon_integral;
    expect(sumRuleFactorsReference(mode, integrals, { photon })).toBeAllclose(msr[mode], { rtol: 1e-14 });
    expect(law(sumRuleConstants(mode), 0, integrals, photon)).toBeAllclose(msr[mode], { rtol: 1e-14 });
  });
  it('TSR agrees, for every seed', () => {
    const msr = fixture();
    const integrals = Float64Array.from(msr.integrals_14);
    expect(sumRuleFactorsReference('TSR', integrals, { seed: 3 })).toBeAllclose(msr.TSR_seed3, {
      rtol: 1e-14,
    });
    for (const [seed, charges] of Object.entries(msr.tsr_by_seed)) {
      const { numerator } = sumRuleConstants('TSR', { seeds: [Number(seed)] });
      expect([component(numerator.data, 'T3'), component(numerator.data, 'T8')]).toBeAllclose(charges, {
        rtol: 1e-15,
      });
    }
  });
});
