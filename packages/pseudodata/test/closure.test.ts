import { buildCovariance, denseCovariance, squareRoot } from '@parton/covariance';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  type ClosureOptions,
  closureData,
  groupSeed,
  multiplicativeErrors,
  PseudodataError,
  samplePseudodata,
} from '../src/index.ts';
import { joined, NAMES, RECORDED, type RecordedSet, samplingRoot, SETS } from './recorded.ts';

const predictions = RECORDED.law.map((values) => Float64Array.from(values));
const { closure, inconsistent } = RECORDED;
const rootOf = (sets: readonly RecordedSet[]) =>
  squareRoot(denseCovariance(buildCovariance(sets.map((dataset) => ({ dataset, truth: dataset.central })))));
const noise = { seed: closure.filterseed, squareRoot: rootOf };
const closureOf = (options: Partial<ClosureOptions<RecordedSet>> = {}) =>
  closureData({ datasets: SETS, predictions, ...options });
const settings = {
  datasets: inconsistent.settings.inconsistent_datasets,
  treatments: inconsistent.settings.treatment_names,
  types: inconsistent.settings.names_uncertainties,
  factor: inconsistent.settings.sys_rescaling_factor,
};
const EXACT = { rtol: 2e-14, atol: 2e-14 };

/** What validphys wrote and n3fit would read. */
function expectSame(sets: readonly RecordedSet[], recorded: typeof closure.reread): void {
  sets.forEach((set, i) => {
    const { central, stat, sys } = recorded[i] ?? { central: [], stat: [], sys: [] };
    expect(set.central).toBeAllclose(central, EXACT);
    expect(set.statistical).toEqual(Float64Array.from(stat));
    expect(set.systematics.map(({ treatment, type }) => [treatment, type])).toEqual(
      sys.map(([treatment, type]) => [treatment, type]),
    );
    sys.forEach(([, , values], k) =>
      expect(set.systematics[k]?.values ?? []).toBeAllclose(values, { rtol: 1e-13, atol: 1e-15 }),
    );
  });
}

describe('a closure test agrees with validphys', () => {
  it('at level 1', () => expectSame(closureOf({ noise }), closure.reread));
  it('at level 1 with separate multiplicative uncertainties', () => {
    const sets = closureOf({ noise: { ...noise, separateMultiplicative: true } });
    expect(joined(sets.map((set) => set.central))).toBeAllclose(closure.separate.flat(), EXACT);
  });
  it('at level 2, together and separate', () => {
    const sets = closureOf({ noise });
    const central = joined(sets.map((set) => set.central));
    const seed = groupSeed(RECORDED.replica_mcseed, NAMES);
    const together = samplePseudodata({
      central,
      squareRoot: samplingRoot(sets, { useT0: true, separateMultiplicative: false }),
      seed,
    });
    expect(together).toBeAllclose(closure.level2, EXACT);
    const separate = samplePseudodata({
      central,
      squareRoot: samplingRoot(sets, { useT0: true, separateMultiplicative: true }),
      seed,
      multiplicative: multiplicativeErrors(sets),
    });
    expect(separate).toBeAllclose(closure.level2_separate, EXACT);
  });
  it('of inconsistent data', () => {
    expectSame(closureOf({ noise, inconsistency: settings }), inconsistent.reread);
  });
});

describe('closureData', () => {
  it('at level 0 is the law, with the percentages of the measurement', () => {
    const sets = closureOf();
    expect(sets.map((set) => set.central)).toEqual(predictions);
    sets.forEach((set, i) => {
      const measured = SETS[i]?.systematics.filter(({ type }) => type !== 'SKIP') ?? [];
      const sizes = (source: RecordedSet['systematics'], values: Float64Array | undefined) =>
        source
          .map(({ treatment, values: sigma }) =>
            treatment === 'ADD' ? (sigma[0] ?? 0) : (sigma[0] ?? 0) / (values?.[0] ?? 1),
          )
          .sort();
      expect(sizes(set.systematics, predictions[i])).toBeAllclose(sizes(measured, SETS[i]?.central), {
        rtol: 1e-13,
      });
    });
  });
  it('keeps everything else, and its input', () => {
    const before = structuredClone(SETS);
    closureOf({ noise, inconsistency: settings }).forEach((set, i) => {
      const { central: _, systematics: __, ...rest } = set;
      expect(SETS[i]).toMatchObject(rest);
    });
    expect(SETS).toEqual(before);
  });
  it('gives every experiment the noise that it has alone', () => {
    const whole = closureOf({ noise });
    const third = closureData({ datasets: SETS.slice(2, 3), predictions: predictions.slice(2, 3), noise });
    expect(third[0]).toEqual(whole[2]);
    const others = [0, 1, 3];
    const rest = closureData({
      datasets: others.flatMap((i) => SETS[i] ?? []),
      predictions: others.flatMap((i) => predictions[i] ?? []),
      noise,
    });
    expect(rest).toEqual(others.map((i) => whole[i]));
  });
  it('is another one with another seed', () => {
    const other = closureOf({ noise: { ...noise, seed: 78 } });
    other.forEach((set, i) => expect(set.central).not.toEqual(closureOf({ noise })[i]?.central));
  });
  it('of inconsistent data has the same central values, and a factor of 1 changes nothing', () => {
    const plain = closureOf({ noise });
    const changed = closureOf({ noise, inconsistency: settings });
    expect(changed.map((set) => set.central)).toEqual(plain.map((set) => set.central));
    expect(changed.map((set) => set.systematics)).not.toEqual(plain.map((set) => set.systematics));
    expect(closureOf({ noise, inconsistency: { ...settings, factor: 1 } })).toEqual(plain);
    expect(closureOf({ noise, inconsistency: { ...settings, datasets: [] } })).toEqual(plain);
  });
  it.each([
    [['ADD'], ['CORR'], 'ADD CORR'],
    [['MULT'], ['UNCORR'], 'MULT UNCORR, MULT UNCORR'],
    [['ADD', 'MULT'], ['SPECIAL'], 'ADD SCALE, MULT LUMI'],
    [['MULT'], ['THEORYCORR'], ''],
  ])('rescales what is %j and %j: %s', (treatments, types, expected) => {
    const datasets = SETS.slice(0, 1);
    const law = predictions.slice(0, 1);
    const [plain] = closureData({ datasets, predictions: law });
    const inconsistency = { datasets: [SETS[0]?.name ?? ''], treatments, types, factor: 3 };
    const [changed] = closureData({ datasets, predictions: law, inconsistency });
    const touched = plain?.systematics.filter(({ values }, k) => {
      const after = changed?.systematics[k]?.values ?? [];
      expect([[...values], values.map((value) => 3 * value)].map((list) => [...list])).toContainEqual([
        ...after,
      ]);
      return after[0] !== values[0];
    });
    expect(touched?.map(({ treatment, type }) => `${treatment} ${type}`).join(', ')).toBe(expected);
  });
  it('refuses predictions that do not fit, and percentages of nothing', () => {
    expect(() => closureData({ datasets: SETS, predictions: predictions.slice(1) })).toThrow(PseudodataError);
    expect(() => closureData({ datasets: SETS, predictions: predictions.slice(1) })).toThrow(
      'FIRST_NC_1TEV_A: found 2 predictions, expected 3',
    );
    const zero = SETS.slice(0, 1).map((set) => ({ ...set, central: Float64Array.of(2, 0, 5) }));
    expect(() => closureData({ datasets: zero, predictions: predictions.slice(0, 1) })).toThrow(
      'FIRST_NC_1TEV_A[1]: found a multiplicative uncertainty of a measured value of 0',
    );
  });
});
