import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { nameSalt, replicaSeed, replicaSeeds } from '../src/index.ts';

describe('replicaSeeds', () => {
  // Recorded with NumPy 2.4.6: numpy.random.seed(seed), then randint(0, 2**31) n times.
  it.each([
    [1, [1791095845, 2135392491, 946286476, 1857819720]],
    [2, [1872583848, 794921487, 111352301, 1853453896]],
    [4, [2005877882, 1720656046, 202860983, 741720773]],
    [5489, [1351727964, 581869302, 1742863086]],
  ])('are the first draws of seed %i', (seed, expected) => {
    expect(
      replicaSeeds(
        seed,
        [...expected.keys()].map((i) => i + 1),
      ),
    ).toEqual(expected);
  });
  it('depend on the id alone: any order, any subset, repeated ids, past 624 draws', () => {
    const ids = Array.from({ length: 700 }, (_, i) => i + 1);
    const all = replicaSeeds(7, ids);
    expect(replicaSeeds(7, ids.toReversed())).toEqual(all.toReversed());
    expect(replicaSeeds(7, [650, 3, 3, 12])).toEqual([all[649], all[2], all[2], all[11]]);
    for (const id of [1, 5, 700]) expect(replicaSeed(7, id)).toBe(all[id - 1]);
    expect(new Set(all).size).toBe(700);
    expect(all.every((seed) => seed >= 0 && seed < 2 ** 31)).toBe(true);
  });
  it('are all that of replica 1 where they shall be the same', () => {
    expect(replicaSeeds(4, [3, 1, 900], { same: true })).toEqual(Array(3).fill(replicaSeed(4, 1)));
  });
  it.each([0, -1, 1.5, Number.NaN])('refuse replica %s', (id) => {
    expect(() => replicaSeeds(1, [1, id])).toThrow('replica: found');
    expect(() => replicaSeeds(1, [id], { same: true })).toThrow('replica: found');
  });
  it('refuse seeds outside 32 bits', () => expect(() => replicaSeed(2 ** 32, 1)).toThrow('0 to 2^32 - 1'));
});

describe('nameSalt', () => {
  // Recorded with Python 3.11: int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**8.
  it.each([
    ['ALL', 47684567],
    ['NMC', 18248364],
    ['Größe', 93215824],
    ['', 65086549],
    ['NMCPD_dw_ite-SLACD_dw_ite', 44468890],
  ])('of "%s"', (name, salt) => expect(nameSalt(name)).toBe(salt));
});

sharedSuite('recorded seeds', 'fixtures/model.json', () => {
  it('streams and known seeds', () => {
    interface Rng {
      replica_seed_stream: Record<string, number[]>;
      name_salt_ALL: number;
    }
    const { rng } = readShared<{ rng: Rng }>('fixtures', 'model.json');
    for (const [seed, stream] of Object.entries(rng.replica_seed_stream)) {
      expect(replicaSeeds(Number(seed), [1, 2, 3, 4, 5])).toEqual(stream);
    }
    expect(nameSalt('ALL')).toBe(rng.name_salt_ALL);
  });
  it('of a fit of three replicas by n3fit', () => {
    const { seeds } = readShared<{ seeds: Record<'trvl' | 'nn' | 'mc', number[]> }>(
      'fixtures',
      'basic3.json',
    );
    expect([1, 2, 3].map((seed) => replicaSeeds(seed, [1, 2, 3]))).toEqual([seeds.trvl, seeds.nn, seeds.mc]);
  });
});
