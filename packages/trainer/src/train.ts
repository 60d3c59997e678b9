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

/** What the loop carries from step to step. */
interface Run {
  readonly stopping: StoppingState;
  /** `[R]`: whose parameters before the next update are the best so far. */
  readonly improved: readonly boolean[];
  readonly chi2: TrainingResult['chi2'];
  readonly history: readonly TrainingRecord[];
  /** `[R]`: the training loss before the last update. */
  readonly trainingLoss: Float64Array;
  readonly ended: boolean;
}

/**
 * Trains until every replica has stopped, the steps are used up or the signal fires. What happens to a replica depends
 * on its own losses only. Losses judged at step e are those after its update, as in n3fit.
 */
export async function train(options: TrainOptions): Promise<TrainingResult> {
  const { program, signal, stopping } = options;
  let run = started(stopping);
  let lastPause = performance.now();
  for (let done = 0; ; done++) {
    const outputs = await program.step(stepInputs(options, done, run.improved));
    run = judged(options, run, { done, outputs });
    const interrupted = signal?.aborted ?? false;
    if (run.ended || interrupted) {
      const parameters = restore(await program.getState(), run);
      const { chi2, history } = run;
      return {
        parameters,
        stopping: run.stopping,
        chi2,
        steps: done,
        history,
        interrupted: interrupted && !run.ended,
      };
    }
    if (performance.now() - lastPause > YIELD_AFTER) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      lastPause = performance.now();
    }
  }
}

function started(settings: StoppingSettings): Run {
  const each = <T>(value: T): T[] => Array.from({ length: settings.replicas }, () => value);
  return {
    stopping: initStopping(settings),
    improved: each(false),
    chi2: { training: each(Number.NaN), validation: each(Number.NaN) },
    history: [],
    trainingLoss: new Float64Array(settings.replicas),
    ended: false,
  };
}

/** Judges the losses after `done` updates. There is nothing to judge before the first. */
function judged(options: TrainOptions, run: Run, { done, outputs }: { done: number; outputs: Arrays }): Run {
  const { steps } = options.stopping;
  const trainingLoss = outputs['total']?.data ?? run.trainingLoss;
  if (done === 0) return { ...run, trainingLoss };
  const { trainingChi2, losses } = measured(options, outputs);
  const record = { step: done - 1, trainingLoss: run.trainingLoss, ...losses };
  const { state, improved, stop } = updateStopping(options.stopping, run.stopping, record);
  const kept = improved.map((better, r) => better || (state.bestStep[r] ?? -1) < 0);
  const { validationLoss, validationChi2 } = losses;
  options.onProgress?.({ step: done, steps, stopping: state, trainingChi2, validationChi2 });
  const entry = { step: done, trainingLoss: run.trainingLoss, validationLoss, validationChi2 };
  return {
    stopping: state,
    improved,
    chi2: {
      training: replaced(run.chi2.training, trainingChi2, kept),
      validation: replaced(run.chi2.validation, validationChi2, kept),
    },
    history: done % RECORD_EVERY === 0 ? [...run.history, entry] : run.history,
    trainingLoss,
    ended: stop || done === steps,
  };
}

/**
 * The numbers that stopping looks at. Without any validation point the training losses take their place, penalties with
 * growing multipliers included.
 */
function measured({ points, multipliers }: TrainOptions, outputs: Arrays) {
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
    losses: {
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

/** The best parameters after the last judgement, whose winners the program has not been told yet. */
function restore(state: Arrays, { improved, stopping }: Run): Arrays {
  const best = withPrefix('best.', state);
  return Object.fromEntries(
    Object.entries(withPrefix('previous.', state)).map(([name, last]) => {
      const replicas = last.shape[0] ?? 0;
      const length = last.data.length / Math.max(replicas, 1);
      const data = last.data.map((value, i) => {
        const r = Math.floor(i / length);
        return improved[r] === true || (stopping.bestStep[r] ?? -1) < 0
          ? value
          : (best[name]?.data[i] ?? value);
      });
      return [name, { shape: last.shape, data }];
    }),
  );
}
