import { InputError } from '@parton/errors';

/** What decides when a replica is done. */
export interface StoppingSettings {
  /** R, the number of replicas in the batch. */
  readonly replicas: number;
  /** Number of training steps of the whole fit. */
  readonly steps: number;
  /** Steps without improvement that a replica is allowed. */
  readonly patience: number;
  /** A first best needs a validation chi2 per point below this; 10 by default. */
  readonly thresholdChi2?: number;
  /** A best has to improve the (un-normalised) validation loss by more than this; 0 by default. */
  readonly delta?: number;
  /** A best needs every positivity loss below this; 1e-6 by default. */
  readonly positivityThreshold?: number;
}

/** Why a replica was given up: the step, and the quantity that was NaN or infinite. */
export interface Failure {
  readonly step: number;
  readonly quantity: string;
}

/** Arrays over the R replicas; plain data that survives JSON. Steps count from 0. */
export interface StoppingState {
  /** 1 while a replica has a best and its patience runs, else 0. */
  readonly count: readonly number[];
  /** Steps since the last best. */
  readonly degree: readonly number[];
  /** False once the patience is over or the replica has failed: its record no longer changes. */
  readonly alive: readonly boolean[];
  /** The step after which the best weights were taken, or -1. */
  readonly bestStep: readonly number[];
  /** The validation loss of those weights. */
  readonly bestLoss: readonly number[];
  /** POS_PASS once there is a best; POS_VETO therefore means that no step passed, for whatever reason. */
  readonly status: readonly ('POS_PASS' | 'POS_VETO')[];
  /** The step at which the replica was frozen; the last step of the fit if it never was. */
  readonly stopStep: readonly number[];
  /** Null for a healthy replica. */
  readonly failed: readonly (Failure | null)[];
}

/** Settings that make no sense, or a record that does not belong to the state. */
export class StoppingError extends InputError {}

/** Before the first best. As in n3fit, a loss above it never counts as one. */
const WORST_LOSS = 1e9;

/** The state before the first step. Throws {@link StoppingError} for impossible settings. */
export function initStopping(settings: StoppingSettings): StoppingState {
  checkSettings(settings);
  const each = <T>(value: T): T[] => Array.from({ length: settings.replicas }, () => value);
  return {
    count: each(0),
    degree: each(0),
    alive: each(true),
    bestStep: each(-1),
    bestLoss: each(WORST_LOSS),
    status: each('POS_VETO'),
    stopStep: each(settings.steps - 1),
    failed: each(null),
  };
}

function checkSettings({ replicas, steps, patience, delta = 0 }: StoppingSettings): void {
  const check = (key: string, value: number, least: number): void => {
    if (value >= least) return;
    throw new StoppingError({ where: { key }, found: `${value}`, expected: `at least ${least}` });
  };
  check('replicas', replicas, 1);
  check('steps', steps, 1);
  check('patience', patience, 0);
  check('delta', delta, 0);
}
