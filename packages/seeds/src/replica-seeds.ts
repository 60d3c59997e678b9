import { InputError } from '@parton/errors';
import { mt19937 } from '@parton/numpy-random';

/**
 * The seeds that one seed of the runcard (`trvlseed`, `nnseed`, `mcseed` or `luxseed`) gives to replicas: for replica n
 * the n-th draw, uniform on [0, 2^31), of NumPy's legacy generator. A seed depends on the replica's id alone, so a
 * batch of replicas, in any order, fits exactly what single fits of the same ids would.
 *
 * @param runcardSeed a whole number, `0 <= runcardSeed < 2^32`
 * @param ids replica ids, from 1
 * @param options.same every replica gets the seed of replica 1 (`same_trvl_per_replica`)
 * @returns one seed per id, in the order of `ids`
 * @throws InputError on a seed or an id outside its range
 */
export function replicaSeeds(
  runcardSeed: number,
  ids: readonly number[],
  { same = false }: { readonly same?: boolean } = {},
): number[] {
  const generator = mt19937(runcardSeed);
  const draws: number[] = [];
  return ids.map((id) => {
    checkId(id);
    const draw = same ? 1 : id;
    while (draws.length < draw) draws.push(generator.nextUint32() & 0x7fffffff);
    return draws[draw - 1] ?? 0;
  });
}

/** The seed of one replica; see {@link replicaSeeds}. */
export function replicaSeed(runcardSeed: number, replicaId: number): number {
  return replicaSeeds(runcardSeed, [replicaId])[0] ?? 0;
}

function checkId(id: number): void {
  if (!Number.isInteger(id) || id < 1) {
    throw new InputError({ where: { key: 'replica' }, found: `${id}`, expected: 'a whole number >= 1' });
  }
}
