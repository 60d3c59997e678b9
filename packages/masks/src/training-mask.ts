import { InputError } from '@parton/errors';
import { type Pcg64, pcg64 } from '@parton/numpy-random';
import { nameSalt } from '@parton/seeds';

/** What decides the split of one replica in one group of data. */
export interface Split {
  /** The replica's training-validation seed (`replicaSeeds` of the runcard's `trvlseed`). */
  readonly seed: number;
  /** The name of the group; `ALL` where all data share one covariance matrix. */
  readonly group: string;
}

/** The share of one dataset. */
export interface DatasetSplit {
  /** Number of points after cuts; 0 is allowed. */
  readonly points: number;
  /** Fraction of them for training, from 0 to 1. */
  readonly fraction: number;
}

/**
 * The training mask of one replica among eigenmodes of the covariance: `floor(modes * fraction)` of them train,
 * whichever dataset they mix.
 *
 * @returns `[modes]`, 1 for training; validation is the complement
 * @throws InputError where `fraction` is not in [0, 1] or `modes` not a whole number
 */
export function eigenmodeMask({
  modes,
  fraction,
  seed,
  group,
}: Split & { readonly modes: number; readonly fraction: number }): Uint8Array {
  checkShare(modes, fraction);
  return shuffledMask(generator({ seed, group }), modes, Math.floor(modes * fraction));
}

/**
 * The training mask of one replica among data points. Each dataset of the group, in order, is split by itself:
 * `floor(points * fraction)` points train; where that is none, one point trains with probability `fraction`.
 *
 * A dataset of a single point so belongs to training in some replicas and to validation in the others. That needs no
 * special care here: masks keep the length of the data, a masked point enters a chi2 with weight zero, and every
 * replica divides by its own number of points. (n3fit selects points instead, and so has to keep single points in both
 * sets and decouple them where they do not belong, to give the arrays of all replicas one length. The chi2 is the same.)
 *
 * @returns `[n]` over the points of all datasets, 1 for training; validation is the complement
 * @throws InputError where a `fraction` is not in [0, 1] or `points` not a whole number
 */
export function dataMask({
  datasets,
  seed,
  group,
}: Split & { readonly datasets: readonly DatasetSplit[] }): Uint8Array {
  const random = generator({ seed, group });
  const parts = datasets.map(({ points, fraction }) => {
    checkShare(points, fraction);
    if (points === 0) return [];
    const training = Math.floor(points * fraction);
    return shuffledMask(random, points, training > 0 ? training : Number(random.random() < fraction));
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function generator({ seed, group }: Split): Pcg64 {
  return pcg64(nameSalt(group) + seed);
}

function shuffledMask(random: Pcg64, length: number, training: number): Uint8Array {
  const mask = new Uint8Array(length).fill(1, 0, training);
  random.shuffle(mask);
  return mask;
}

function checkShare(count: number, fraction: number): void {
  if (!Number.isInteger(count) || count < 0 || !(fraction >= 0 && fraction <= 1)) {
    throw new InputError({
      found: `a fraction ${fraction} of ${count} points`,
      expected: 'a fraction from 0 to 1 of a whole number of points',
    });
  }
}
