import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { mean, median, table } from '../src/format.ts';
import { groupSets } from '../src/groups.ts';
import { describe as describeProgress, duration } from '../src/progress.ts';
import { replicaRange } from '../src/replica-range.ts';

describe('replicaRange', () => {
  it.each([
    ['5', [5]],
    ['1-4', [1, 2, 3, 4]],
    ['7-9, 1,8', [1, 7, 8, 9]],
  ])('%s', (text, ids) => expect(replicaRange(text)).toEqual(ids));
  it.each(['', '0', '3-1', 'a', '1-', '1-99999999', '1e3', '1.5'])('refuses %j', (text) => {
    expect(() => replicaRange(text)).toThrow('--replicas');
  });
});

describe('format', () => {
  it('median ignores what is not a number', () => {
    expect([median([3, 1, 2]), median([4, 1, Number.NaN, 3, 2]), median([])]).toBeAllclose([
      2,
      2.5,
      Number.NaN,
    ]);
    expect(mean([1, 2, 6])).toBe(3);
  });
  it('tables align numbers to the right', () =>
    expect(
      table([
        ['a', '1'],
        ['bcd', '20'],
      ]),
    ).toBe('a     1\nbcd  20'));
  it.each([
    [5.25, '5.3 s'],
    [70, '70 s'],
    [600, '10 min'],
    [9000, '2.5 h'],
  ])('%d s', (seconds, text) => expect(duration(seconds)).toBe(text));
});

describe('progress', () => {
  it('says rate, remaining time and what the replicas do', () => {
    const stopping = {
      count: [1, 0, 0],
      degree: [0, 0, 0],
      alive: [true, false, false],
      bestStep: [1, 1, -1],
      bestLoss: [1, 1, 1e9],
      status: ['POS_PASS', 'POS_PASS', 'POS_VETO'] as const,
      stopStep: [9, 9, 9],
      failed: [null, null, { step: 2, quantity: 'trainingLoss' }],
    };
    const progress = {
      step: 50,
      steps: 100,
      trainingChi2: Float64Array.of(1, 2, 3),
      validationChi2: Float64Array.of(4, 5, 6),
      stopping,
    };
    expect(describeProgress(progress, undefined)).not.toContain('steps/s');
    expect(describeProgress(progress, 10)).toBe(
      'step 50/100 | 10 steps/s | at most 5.0 s left | chi2 2.00 training 5.00 validation | 1 replicas train, 1 stopped, 1 failed',
    );
  });
});

describe('groups', () => {
  const set = (experiment: string, name: string) =>
    ({ dataset: { experiment, name }, frac: 1, weight: 1 }) as unknown as Parameters<
      typeof groupSets
    >[1][number]; // only these fields are read
  const sets = [set('HERA', 'a'), set('NMC', 'b'), set('HERA', 'c')];
  it('one per experiment in the data basis, in order of first appearance', () => {
    const groups = groupSets({ diagonalBasis: false }, sets);
    expect(groups.map(({ name, sets: own }) => [name, own.map(({ dataset }) => dataset.name)])).toEqual([
      ['HERA', ['a', 'c']],
      ['NMC', ['b']],
    ]);
  });
  it('ALL in the eigenmode basis', () =>
    expect(groupSets({ diagonalBasis: true }, sets).map(({ name }) => name)).toEqual(['ALL']));
});
