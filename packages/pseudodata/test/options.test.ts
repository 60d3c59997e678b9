import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { groupSeed, mayBeNegative, multiplicativeErrors, samplePseudodata } from '../src/index.ts';
import { joined, NAMES, RECORDED, samplingRoot, SETS } from './recorded.ts';

const central = joined(SETS.map((set) => set.central));
const seed = groupSeed(RECORDED.replica_mcseed, NAMES);
const { replicas } = RECORDED;
const together = samplingRoot(SETS, { useT0: true, separateMultiplicative: false });
const additive = samplingRoot(SETS, { useT0: true, separateMultiplicative: true });
const EXACT = { rtol: 2e-14, atol: 2e-14 };

describe('a replica of the data agrees with validphys', () => {
  it('in its seed', () => expect(seed).toBe(RECORDED.group_seed));
  it('with use_t0_sampling', () => {
    expect(samplePseudodata({ central, squareRoot: together, seed })).toBeAllclose(replicas.t0, EXACT);
  });
  it('with use_t0_sampling: false', () => {
    const squareRoot = samplingRoot(SETS, { useT0: false, separateMultiplicative: false });
    expect(samplePseudodata({ central, squareRoot, seed })).toBeAllclose(replicas.experimental, EXACT);
  });
  it('with separate_multiplicative', () => {
    const multiplicative = multiplicativeErrors(SETS);
    const replica = samplePseudodata({ central, squareRoot: additive, seed, multiplicative });
    expect(replica).toBeAllclose(replicas.separate, EXACT);
  });
  it('with resample_negative_pseudodata', () => {
    const options = { central, squareRoot: together, seed: RECORDED.negative_seed };
    const first = samplePseudodata(options);
    const replica = samplePseudodata({ ...options, mayBeNegative: mayBeNegative(SETS) });
    expect(replica).toBeAllclose(replicas.resampled, EXACT);
    expect(replica).not.toEqual(first);
    expect(first.some((value, i) => value < 0 && mayBeNegative(SETS)[i] === 0)).toBe(true);
  });
  it('with both', () => {
    const replica = samplePseudodata({
      central,
      squareRoot: additive,
      seed: RECORDED.negative_seed_separate,
      multiplicative: multiplicativeErrors(SETS),
      mayBeNegative: mayBeNegative(SETS),
    });
    expect(replica).toBeAllclose(replicas.resampled_separate, EXACT);
  });
  it('with genrep: false, where the data stay as they are', () => {
    expect(central).toEqual(Float64Array.from(replicas.none));
  });
});

describe('mayBeNegative', () => {
  it('agrees with validphys', () => {
    expect([...mayBeNegative(SETS)]).toEqual(RECORDED.positivity_mask.map((positive) => 1 - positive));
  });
  it.each([
    ['DIS_NC', 0],
    ['DY_W_ASY', 1],
    ['ASY_DY', 1],
    ['DIS_NC_POL', 1],
    ['POL_DIS', 0],
    ['POS_DIS', 0],
  ])('of %s is %i', (processType, expected) => {
    expect(mayBeNegative([{ central: Float64Array.of(1, -1), processType }])).toEqual(
      Uint8Array.of(expected, expected),
    );
  });
});
