import type { Arrays } from '@parton/optimizers';
import { initStopping, type StoppingSettings, type StoppingState, updateStopping } from '@parton/stopping';
import type { Program } from '@parton/tensor-compiler';
import { stepInputs, type StepSchedules } from './step-inputs.ts';
import { withPrefix } from './training-step.ts';

/** What the loop needs. */
export interface TrainOptions extends StepSchedules {
  /** The training step, compiled or eager, in the state of `trainingState`. */
  readonly program: Program;
  readonly stopping: StoppingSettings;
  /** Points in training and in validation, per replica. */
  readonly points: { readonly training: readonly number[]; readonly validation: readonly number[] };
  /** Called after every step that was judged. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the training after the step that runs when it fires. */
  readonly signal?: AbortSignal;
}

/** Where the training stands; chi2 per point and replica. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  readonly steps: number;
  readonly trainingChi2: Float64Array;
  readonly validationChi2: Float64Array;
  readonly stopping: StoppingState;
}

/** One entry of the history, every 100 steps. */
export interface TrainingRecord {
  readonly step: number;
  /** `[R]`: everything that is minimised. */
  readonly trainingLoss: Float64Array;
  /** `[R]`: chi2 of the validation points and positivity. */
  readonly validationLoss: Float64Array;
  /** `[R]`: per point. */
  readonly validationChi2: Float64Array;
}

/** How a training ended. */
export interface TrainingResult {
  /** The best parameters of every replica; the last ones of a replica that was never accepted. */
  readonly parameters: Arrays;
  readonly stopping: StoppingState;
  /** chi2 per point at those parameters, one number per replica. */
  readonly chi2: { readonly training: readonly number[]; readonly validation: readonly number[] };
  /** Steps done. */
  readonly steps: number;
  readonly history: readonly TrainingRecord[];
  readonly interrupted: boolean;
}

const RECORD_EVERY = 100;
/** Milliseconds after which the loop lets timers and signals in. */
const YIELD_AFTER = 50;

/**
 * Trains until every replica has stopped, the steps are used up or the signal fires. What happens to a replica depends
 * on its own losses only. Losses judged at step e are those after its update, as in n3fit.
 */
export async function train(options: TrainOptions): Promise<TrainingResult> {
  const { program, stopping: settings } = options;
  const { replicas, steps } = settings;
  let stopping = initStopping(settings);
  let improved = Array<boolean>(replicas).fill(false);
  let before: Float64Array = new Float64Array(replicas);
  let chi2 = {
    training: Array<number>(replicas).fill(Number.NaN),
    validation: Array<number>(replicas).fill(Number.NaN),
  };
  const history: TrainingRecord[] = [];
  let lastPause = performance.now();
  for (let done = 0; ; done++) {
    const outputs = await program.step(stepInputs(options, done, improved));
    const judged = judge(options, outputs);
    improved = improved.map(() => false);
    let ended = done === steps;
    if (done > 0) {
      const update = updateStopping(settings, stopping, {
        step: done - 1,
        trainingLoss: before,
        ...judged.stopping,
      });
      stopping = update.state;
      improved = [...update.improved];
      const kept = improved.map((better, r) => better || (stopping.bestStep[r] ?? -1) < 0);
      const {
        trainingChi2,
        stopping: { validationChi2 },
      } = judged;
      chi2 = {
        training: replaced(chi2.training, trainingChi2, kept),
        validation: replaced(chi2.validation, validationChi2, kept),
      };
      ended ||= update.stop;
      options.onProgress?.({
        step: done,
        steps,
        stopping,
        trainingChi2: judged.trainingChi2,
        validationChi2: judged.stopping.validationChi2,
      });
      if (done % RECORD_EVERY === 0)
        history.push({ step: done, trainingLoss: before, ...pick(judged.stopping) });
    }
    before = outputs['total']?.data ?? before;
    const interrupted = options.signal?.aborted ?? false;
    if (ended || interrupted) {
      const parameters = restore(await program.getState(), improved, stopping);
      return { parameters, stopping, chi2, steps: done, history, interrupted: interrupted && !ended };
    }
    if (performance.now() - lastPause > YIELD_AFTER) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      lastPause = performance.now();
    }
  }
}

/**
 * The numbers that stopping looks at. Without any validation point the training losses take their place, penalties with
 * growing multipliers included.
 */
function judge({ points, multipliers }: TrainOptions, outputs: Arrays) {
  const read = (name: string): Float64Array => outputs[name]?.data ?? new Float64Array(0);
  const perPoint = (chi2: Float64Array, counts: readonly number[]): Float64Array =>
    chi2.map((value, r) => value / Math.max(counts[r] ?? 0, 1));
  const validated = points.validation.some((count) => count > 0);
  const sets = multipliers.positivity.length;
  const perSet = read(validated ? 'positivityInitial' : 'positivity');
  const validation = read('validation');
  const positivity = Array.from({ length: sets }, (_, s) =>
    validation.map((_, r) => perSet[r * sets + s] ?? 0),
  );
  const trainingChi2 = perPoint(read('training'), points.training);
  return {
    trainingChi2,
    stopping: {
      validationLoss: validated
        ? validation.map((value, r) => positivity.reduce((sum, set) => sum + (set[r] ?? 0), value))
        : read('total'),
      validationChi2: validated ? perPoint(validation, points.validation) : trainingChi2,
      positivity,
    },
  };
}

/** `next` where `where` says so, else `old`. */
function replaced(old: readonly number[], next: Float64Array, where: readonly boolean[]): number[] {
  return old.map((value, r) => (where[r] === true ? (next[r] ?? value) : value));
}

function pick({
  validationLoss,
  validationChi2,
}: {
  validationLoss: Float64Array;
  validationChi2: Float64Array;
}) {
  return { validationLoss, validationChi2 };
}

/** The best parameters after the last judgement, whose winners the program has not been told yet. */
function restore(state: Arrays, improved: readonly boolean[], { bestStep }: StoppingState): Arrays {
  const best = withPrefix('best.', state);
  return Object.fromEntries(
    Object.entries(withPrefix('previous.', state)).map(([name, last]) => {
      const replicas = last.shape[0] ?? 0;
      const length = last.data.length / Math.max(replicas, 1);
      const data = last.data.map((value, i) => {
        const r = Math.floor(i / length);
        return improved[r] === true || (bestStep[r] ?? -1) < 0 ? value : (best[name]?.data[i] ?? value);
      });
      return [name, { shape: last.shape, data }];
    }),
  );
}
