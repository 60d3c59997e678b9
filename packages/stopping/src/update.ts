import { StoppingError, type StoppingSettings, type StoppingState } from './state.ts';

/** What was measured after one training step; every array is over the R replicas. */
export interface StoppingRecord {
  /** Counts from 0. */
  readonly step: number;
  /** Validation chi2 (a sum over points, not a mean) plus the positivity losses. */
  readonly validationLoss: ArrayLike<number>;
  /** Validation chi2 per point, without positivity. */
  readonly validationChi2: ArrayLike<number>;
  /** The losses of each positivity set. */
  readonly positivity: readonly ArrayLike<number>[];
  /** Only watched for NaN and infinity. */
  readonly trainingLoss?: ArrayLike<number>;
}

export interface StoppingUpdate {
  readonly state: StoppingState;
  /** True for the replicas whose weights after this step are their new best. */
  readonly improved: readonly boolean[];
  /** True once no replica is alive: each has used up its patience or has failed. */
  readonly stop: boolean;
}

type Quantity = readonly [name: string, values: ArrayLike<number>];

/** Arrays of a copy, whose entries may still be set. */
type Draft = { -readonly [K in keyof StoppingState]: StoppingState[K][number][] };

/**
 * The state after one more training step. A replica is judged by its own numbers alone, so its history is the same in
 * every batch. The given state is not changed.
 *
 * A healthy replica follows the rule of n3fit. A NaN or an infinity freezes the replica that has it, once and for all;
 * its best from before, if any, stays. What a frozen replica does later is not looked at.
 *
 * Throws {@link StoppingError} if an array does not have one entry for each replica.
 */
export function updateStopping(
  settings: StoppingSettings,
  state: StoppingState,
  record: StoppingRecord,
): StoppingUpdate {
  for (const [quantity, values] of quantities(record)) checkLength(quantity, values, settings.replicas);
  const next = draft(state);
  const improved = state.alive.map((alive, r) => alive && judge(next, r, settings, record));
  return { state: next, improved, stop: !next.alive.includes(true) };
}

/** Sets the entries of one replica; true if it has a new best. */
function judge(next: Draft, r: number, settings: StoppingSettings, record: StoppingRecord): boolean {
  const { patience, thresholdChi2 = 10, delta = 0, positivityThreshold = 1e-6 } = settings;
  const { step } = record;
  const broken = quantities(record).find(([, values]) => !Number.isFinite(values[r]));
  if (broken !== undefined) {
    next.failed[r] = { step, quantity: broken[0] };
    freeze(next, r, step);
    return false;
  }
  const at = (values: ArrayLike<number>): number => values[r] ?? Number.NaN;
  const loss = at(record.validationLoss);
  const counting = next.count[r] === 1;
  const passes =
    (counting || at(record.validationChi2) < thresholdChi2) &&
    loss < at(next.bestLoss) - delta &&
    record.positivity.every((set) => at(set) < positivityThreshold);
  if (passes) {
    next.count[r] = 1;
    next.degree[r] = 0;
    next.bestStep[r] = step;
    next.bestLoss[r] = loss;
    next.status[r] = 'POS_PASS';
  } else if (counting) {
    const degree = at(next.degree) + 1;
    next.degree[r] = degree;
    if (degree > patience) freeze(next, r, step);
  }
  return passes;
}

function freeze(next: Draft, r: number, step: number): void {
  next.count[r] = 0;
  next.alive[r] = false;
  next.stopStep[r] = step;
}

/** All that was measured, by name; causes before their consequences. */
function quantities({
  trainingLoss,
  validationChi2,
  positivity,
  validationLoss,
}: StoppingRecord): Quantity[] {
  const validation: Quantity[] = [
    ['validationChi2', validationChi2],
    ...positivity.map((set, p): Quantity => [`positivity[${p}]`, set]),
    ['validationLoss', validationLoss],
  ];
  return trainingLoss === undefined ? validation : [['trainingLoss', trainingLoss], ...validation];
}

function checkLength(quantity: string, values: ArrayLike<number>, replicas: number): void {
  if (values.length === replicas) return;
  throw new StoppingError({
    where: { key: quantity },
    found: `${values.length} numbers`,
    expected: `one for each of ${replicas} replicas`,
  });
}

function draft(state: StoppingState): Draft {
  return {
    count: [...state.count],
    degree: [...state.degree],
    alive: [...state.alive],
    bestStep: [...state.bestStep],
    bestLoss: [...state.bestLoss],
    status: [...state.status],
    stopStep: [...state.stopStep],
    failed: [...state.failed],
  };
}
