import { replicaSeeds } from '@parton/seeds';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { dataMask, eigenmodeMask, modesAbove, stackMasks } from '../src/index.ts';

const count = (mask: ArrayLike<number>) => Array.from(mask).reduce((sum, value) => sum + value, 0);
const indices = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 1);

describe('eigenmodeMask', () => {
  it('trains floor(modes * fraction) modes', () => {
    for (const [modes, fraction, training] of [
      [155, 0.75, 116],
      [7, 0.5, 3],
      [1, 0.75, 0],
      [0, 0.75, 0],
      [4, 1, 4],
    ] as const) {
      const mask = eigenmodeMask({ modes, fraction, seed: 3, group: 'ALL' });
      expect([mask.length, count(mask)]).toEqual([modes, training]);
    }
  });
  // Recorded with NumPy 2.4.6 and n3fit's recipe (../shared/fixtures/model.json, rng.diag_mask).
  it('is the mask of n3fit', () => {
    const mask = eigenmodeMask({ modes: 20, fraction: 0.75, seed: 2005877882, group: 'ALL' });
    expect(mask.join('')).toBe('11111111001101011101');
  });
  it('depends on the seed and on the group', () => {
    const mask = (seed: number, group: string) =>
      eigenmodeMask({ modes: 50, fraction: 0.5, seed, group }).join('');
    expect(mask(1, 'ALL')).toBe(mask(1, 'ALL'));
    expect(new Set([mask(1, 'ALL'), mask(2, 'ALL'), mask(1, 'NMC')]).size).toBe(3);
  });
  it('chooses every mode equally often', () => {
    const totals = Array.from({ length: 8 }, () => 0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const i of indices(eigenmodeMask({ modes: 8, fraction: 0.25, seed, group: 'ALL' })))
        totals[i] = (totals[i] ?? 0) + 1;
    }
    // 500 expected, standard deviation sqrt(2000 / 4 * 3 / 4) = 19.4
    expect(totals).toBeAllclose(Array(8).fill(500), { atol: 80 });
  });
  it.each([-0.1, 1.1, Number.NaN])('refuses the fraction %s', (fraction) => {
    expect(() => eigenmodeMask({ modes: 3, fraction, seed: 1, group: 'ALL' })).toThrow('from 0 to 1');
  });
});

describe('dataMask', () => {
  const datasets = [
    [8, 0.75],
    [1, 0.75],
    [0, 0.5],
    [1, 0.25],
    [3, 0.2],
    [12, 0.5],
    [1, 0.75],
  ].map(([points = 0, fraction = 0]) => ({ points, fraction }));
  // Recorded with NumPy 2.4.6: default_rng(SHA-256 of the group + seed), random() and shuffle() per dataset.
  it.each([
    [2005877882, '01111101100000001011101101'],
    [741720773, '11110011100011111100000101'],
    [1, '00111111000011111010010000'],
  ])('of trvlseed %i is the mask of NumPy', (seed, expected) => {
    expect(dataMask({ datasets, seed, group: 'NMC' }).join('')).toBe(expected);
  });
  it('a set of one point trains with the probability of its fraction', () => {
    const single = [{ points: 1, fraction: 0.75 }];
    const trained = Array.from({ length: 2000 }, (_, seed) =>
      count(dataMask({ datasets: single, seed, group: 'g' })),
    );
    expect(count(trained)).toBeAllclose(1500, { atol: 80 });
  });
  it('does not depend on the seed where everything trains', () => {
    const all = datasets.map(({ points }) => ({ points, fraction: 1 }));
    expect(count(dataMask({ datasets: all, seed: 5, group: 'g' }))).toBe(26);
  });
});

describe('stackMasks', () => {
  const masks = [Uint8Array.of(1, 1, 0, 1), Uint8Array.of(0, 1, 0, 0)];
  it('validation is the complement; counts are per replica', () => {
    const { training, validation, trainingPoints, validationPoints } = stackMasks(masks);
    expect(training).toEqual({ shape: [2, 4], data: Float64Array.of(1, 1, 0, 1, 0, 1, 0, 0) });
    expect(validation.data).toEqual(training.data.map((value) => 1 - value));
    expect([[...trainingPoints], [...validationPoints]]).toEqual([
      [3, 1],
      [1, 3],
    ]);
  });
  it('removes modes below the threshold from both sets and from the counts', () => {
    const kept = modesAbove(Float64Array.of(-1e-9, 1e-3, 0.1, 1), 1e-3);
    expect([...kept]).toEqual([0, 1, 1, 1]);
    const { training, validation, trainingPoints, validationPoints } = stackMasks(masks, kept);
    expect([...training.data]).toEqual([0, 1, 0, 1, 0, 1, 0, 0]);
    expect([...validation.data]).toEqual([0, 0, 1, 0, 0, 0, 1, 1]);
    expect([[...trainingPoints], [...validationPoints]]).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });
  it('a replica has the same rows alone as in a batch', () => {
    const alone = stackMasks(masks.slice(1));
    const batch = stackMasks(masks);
    expect(batch.training.data.subarray(4)).toEqual(alone.training.data);
    expect(batch.validation.data.subarray(4)).toEqual(alone.validation.data);
  });
  it('refuses masks of different lengths', () => {
    expect(() => stackMasks([...masks, new Uint8Array(3)])).toThrow('a mask of 3 points, expected 4');
    expect(() => stackMasks(masks, new Uint8Array(5))).toThrow('a mask of 4 points, expected 5');
  });
});

sharedSuite('masks of a fit of three replicas by n3fit', 'fixtures/basic3.json', () => {
  it('train the same eigenmodes', () => {
    interface Replica {
      training_indices: number[];
      ndata_tr: number;
      ndata_vl: number;
    }
    const { groups } = readShared<{ groups: { ndata_total: number; replicas: Replica[] }[] }>(
      'fixtures',
      'basic3.json',
    );
    const { ndata_total: modes = 0, replicas = [] } = groups[0] ?? {};
    const masks = replicaSeeds(1, [1, 2, 3]).map((seed) =>
      eigenmodeMask({ modes, fraction: 0.75, seed, group: 'ALL' }),
    );
    expect(masks.map(indices)).toEqual(replicas.map((replica) => replica.training_indices));
    const { trainingPoints, validationPoints } = stackMasks(masks);
    expect([...trainingPoints]).toEqual(replicas.map((replica) => replica.ndata_tr));
    expect([...validationPoints]).toEqual(replicas.map((replica) => replica.ndata_vl));
  });
});
