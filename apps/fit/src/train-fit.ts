import { type BackendName, startBackend, toTensor } from '@parton/backend';
import { kernelPenalty } from '@parton/multi-dense';
import { ndarray } from '@parton/ndarray';
import { evaluateObjective, objectiveTensors, type ObjectiveTensors } from '@parton/objective';
import { clipToRange, rangeBounds } from '@parton/preprocessing';
import { compile, constant, type Device, eagerProgram, type Program, trace } from '@parton/tensor-compiler';
import {
  type Progress,
  stepShapes,
  type StepOptions,
  type Tensors,
  train,
  type TrainingResult,
  trainingState,
  trainingStep,
  type TrainingStep,
} from '@parton/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { PreparedFit } from './prepare-fit.ts';

/** How the training step runs: as one native program, or operation by operation on a tfjs backend. */
export type Engine =
  | {
      readonly kind: 'compiled';
      readonly precision: 'float32' | 'float64';
      readonly threads: number;
      readonly device?: Device;
    }
  | { readonly kind: 'eager'; readonly backend: BackendName };

/** The losses of a prepared fit, on its constants as tensors. */
export function lossesOf(
  { objective, runcard }: PreparedFit,
  constants: ObjectiveTensors,
): StepOptions['losses'] {
  return (parameters, { positivity, positivityInitial, integrability }) => {
    if (positivity === undefined || positivityInitial === undefined || integrability === undefined) {
      throw new TypeError('the losses need their multipliers');
    }
    const multipliers = { positivity, positivityInitial, integrability };
    const losses = evaluateObjective(objective, constants, parameters, multipliers);
    const { regularizer } = runcard.network;
    if (regularizer === undefined) return { ...losses };
    // Part of what is minimised, of no chi2 that is reported.
    const penalty = kernelPenalty(parameters, scalar(regularizer.l1), scalar(regularizer.l2));
    return { ...losses, total: tf.add(losses.total, penalty) };
  };
}

function scalar(value: number): tf.Tensor {
  return constant(ndarray([value], []));
}

/** The training step of a prepared fit, with the walls of the exponents if they are trained. */
export function fitStep(fit: PreparedFit, constants: ObjectiveTensors): TrainingStep {
  const walls = exponentWalls(fit);
  return trainingStep({
    losses: lossesOf(fit, constants),
    transformation: fit.transformation,
    ...(walls === undefined ? {} : { constrain: walls }),
  });
}

/** A program that holds the training state of all replicas, ready for its first step. */
export async function fitProgram(fit: PreparedFit, engine: Engine): Promise<Program> {
  const initial = Object.fromEntries(
    Object.entries(fit.parameters).filter(([name]) => fit.trainable.includes(name)),
  );
  const state = trainingState(initial, fit.transformation);
  const shapes = stepShapes(state, fit, fit.replicas.ids.length);
  const program = await programOf(fit, shapes, engine);
  await program.setState(state);
  return program;
}

async function programOf(
  fit: PreparedFit,
  shapes: ReturnType<typeof stepShapes>,
  engine: Engine,
): Promise<Program> {
  if (engine.kind === 'eager') {
    await startBackend(engine.backend);
    return eagerProgram(fitStep(fit, objectiveTensors(fit.objective, toTensor)), shapes);
  }
  // Constants are made while recording, which keeps them exact.
  const traced = trace((given) => fitStep(fit, objectiveTensors(fit.objective, constant))(given), shapes);
  // In a worker, so that this thread stays free for the display and for signals.
  return compile(traced, { ...engine, worker: true });
}

/** Trains all replicas of a prepared fit together. */
export async function trainFit(
  fit: PreparedFit,
  engine: Engine,
  options: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
): Promise<TrainingResult> {
  const { masks } = fit.replicas;
  const program = await fitProgram(fit, engine);
  const result = await train({
    program,
    transformation: fit.transformation,
    stopping: fit.stopping,
    multipliers: fit.multipliers,
    points: { training: [...masks.trainingPoints], validation: [...masks.validationPoints] },
    ...options,
  });
  await program.close();
  return { ...result, parameters: { ...fit.parameters, ...result.parameters } };
}

/** Keeps trainable exponents inside their ranges. */
function exponentWalls({ trainable, model }: PreparedFit): ((parameters: Tensors) => Tensors) | undefined {
  if (!trainable.includes('alpha')) return undefined;
  const { flavours, scaler } = model.settings;
  const bounds = rangeBounds(flavours, { largeX: scaler === undefined });
  return (parameters) => {
    const clipped = (['alpha', 'beta'] as const).flatMap((name) => {
      const exponents = parameters[name];
      if (exponents === undefined) return [];
      return [
        [name, clipToRange(exponents, constant(bounds[name].low), constant(bounds[name].high))] as const,
      ];
    });
    return { ...parameters, ...Object.fromEntries(clipped) };
  };
}
