import { squareRoot } from '@parton/covariance';
import { dataMask, eigenmodeMask, modesAbove, type ReplicaMasks, stackMasks } from '@parton/masks';
import { type NdArray, ndarray, stack } from '@parton/ndarray';
import { groupSeed, multiplicativeErrors, samplePseudodata } from '@parton/pseudodata';
import type { Runcard } from '@parton/runcard';
import { replicaSeeds } from '@parton/seeds';
import type { Group } from './groups.ts';
import type { FitData } from './prepare-data.ts';

/** What differs from replica to replica. Replica k depends on its id and the runcard only, never on the batch. */
export interface ReplicaData {
  readonly ids: readonly number[];
  /** Seeds of the networks. */
  readonly seeds: readonly number[];
  /** `[R, n]`. */
  readonly pseudodata: NdArray;
  readonly masks: ReplicaMasks;
}

/** Draws pseudo-data and splits for the replicas with these ids (1-based, any order). */
export function prepareReplicas(runcard: Runcard, data: FitData, ids: readonly number[]): ReplicaData {
  const { seeds } = runcard;
  const noise = replicaSeeds(seeds.mc, ids);
  const split = replicaSeeds(seeds.trvl, ids, { same: seeds.sameTrvlPerReplica });
  const roots = runcard.genrep ? data.sampling.map((covariance) => squareRoot(covariance)) : [];
  const sample = (seed: number): NdArray => {
    const parts = data.groups.flatMap((group, g) => {
      const central = centralOf(group);
      const root = roots[g];
      return root === undefined ? [...central] : [...noisy(runcard, group, { central, root, seed })];
    });
    return ndarray(parts, [parts.length]);
  };
  return {
    ids,
    seeds: replicaSeeds(seeds.nn, ids),
    pseudodata: stack(noise.map(sample)),
    masks: stackMasks(
      split.map((seed) => maskOf(runcard, data, seed)),
      data.fitted.kind === 'eigenmodes'
        ? modesAbove(data.fitted.eigenvalues, runcard.eigenvalueThreshold)
        : undefined,
    ),
  };
}

function centralOf({ sets }: Group): Float64Array {
  return Float64Array.from(sets.flatMap(({ dataset }) => [...dataset.central]));
}

function noisy(
  runcard: Runcard,
  { sets }: Group,
  draw: { central: Float64Array; root: NdArray; seed: number },
): Float64Array {
  const names = sets.map(({ dataset }) => dataset.legacyNames[0] ?? dataset.name);
  const mayBeNegative = Uint8Array.from(
    sets.flatMap(({ dataset }) =>
      [...dataset.central].map(() => Number(/ASY|_POL$/.test(dataset.processType))),
    ),
  );
  return samplePseudodata({
    central: draw.central,
    squareRoot: draw.root,
    seed: groupSeed(draw.seed, names),
    ...(runcard.resampleNegativePseudodata ? { mayBeNegative } : {}),
    ...(runcard.separateMultiplicative
      ? { multiplicative: multiplicativeErrors(sets.map(({ dataset }) => dataset)) }
      : {}),
  });
}

function maskOf(runcard: Runcard, { groups, fitted }: FitData, seed: number): Uint8Array {
  if (fitted.kind === 'eigenmodes') {
    const modes = fitted.eigenvalues.length;
    return eigenmodeMask({ modes, fraction: runcard.diagonalFrac, seed, group: 'ALL' });
  }
  const masks = groups.map(({ name, sets }) =>
    dataMask({
      datasets: sets.map(({ dataset, frac }) => ({ points: dataset.central.length, fraction: frac })),
      seed,
      group: name,
    }),
  );
  return Uint8Array.from(masks.flatMap((mask) => [...mask]));
}
