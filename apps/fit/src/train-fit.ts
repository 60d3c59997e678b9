import { toTensor } from '@parton/backend';
import type { NdArray } from '@parton/ndarray';
import { evaluateObjective, type ObjectiveTensors } from '@parton/objective';
import { clipToRange, rangeBounds } from '@parton/preprocessing';
import {
  type Arrays,
  differentiate,
  eagerStepper,
  type Progress,
  type StepOptions,
  type Tensors,
  train,
  type TrainingResult,
  trainingState,
  trainingStep,
  type TrainingStep,
} from '@parton/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreparedFit } from './prepare-fit.ts';

/** The losses of a prepared fit, on constants that are tensors of the current backend. */
export function lossesOf(fit: PreparedFit): StepOptions['losses'] {
  const constants = objectiveTensors(fit);
  return (parameters, { positivity, positivityInitial, integrability }) => {
    if (positivity === undefined || positivityInitial === undefined || integrability === undefined) {
      throw new TypeError('the losses need their multipliers');
    }
    return {
      ...evaluateObjective(fit.objective, constants, parameters, {
        positivity,
        positivityInitial,
        integrability,
      }),
    };
  };
}

/** The training step of a prepared fit. */
export function fitStep(fit: PreparedFit): TrainingStep {
  const constrain = exponentWalls(fit);
  return trainingStep({
    differentiate,
    transformation: fit.transformation,
    losses: lossesOf(fit),
    ...(constrain === undefined ? {} : { constrain }),
  });
}

/** A trained batch, with all parameters (those that stayed fixed included). */
export interface TrainedFit extends TrainingResult {
  /** chi2 per point at the returned parameters, to the replica's own pseudo-data; one number per replica. */
  readonly chi2: { readonly training: readonly number[]; readonly validation: readonly number[] };
}

/** Trains all replicas of a prepared fit together. */
export async function trainFit(
  fit: PreparedFit,
  options: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
): Promise<TrainedFit> {
  const { masks } = fit.replicas;
  const initial = Object.fromEntries(
    Object.entries(fit.parameters).filter(([name]) => fit.trainable.includes(name)),
  );
  const stepper = eagerStepper(fitStep(fit), trainingState(initial, fit.transformation));
  const result = await train({
    stepper,
    transformation: fit.transformation,
    stopping: fit.stopping,
    multipliers: fit.multipliers,
    points: { training: [...masks.trainingPoints], validation: [...masks.validationPoints] },
    ...options,
  });
  stepper.close();
  return {
    ...result,
    parameters: { ...fit.parameters, ...result.parameters },
    chi2: await bestChi2(fit, result.parameters),
  };
}

/** chi2 per point of the training and of the validation points, with the given parameters. */
async function bestChi2(fit: PreparedFit, parameters: Arrays): Promise<TrainedFit['chi2']> {
  const { masks } = fit.replicas;
  const [training, validation] = tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(parameters).map(([name, array]) => [name, toTensor(array)]),
    );
    const ones = (count: number): Tensor => tf.ones([1, count]);
    const { positivity, integrability } = fit.multipliers;
    const outputs = lossesOf(fit)(tensors, {
      positivity: ones(positivity.length),
      positivityInitial: ones(positivity.length),
      integrability: ones(integrability.length),
    });
    return [outputs['training'], outputs['validation']] as const;
  });
  const perPoint = async (tensor: Tensor | undefined, points: Float64Array): Promise<number[]> => {
    const values = (await tensor?.data()) ?? [];
    tensor?.dispose();
    return Array.from(values, (value, r) => value / Math.max(points[r] ?? 0, 1));
  };
  return {
    training: await perPoint(training, masks.trainingPoints),
    validation: await perPoint(validation, masks.validationPoints),
  };
}

function objectiveTensors({ objective: { constants } }: PreparedFit): ObjectiveTensors {
  const group = <Names extends string>(arrays: Readonly<Record<Names, NdArray>>): Record<Names, Tensor> => {
    const entries = Object.entries<NdArray>(arrays).map(([name, array]) => [name, toTensor(array)]);
    return Object.fromEntries(entries) as Record<Names, Tensor>; // the same names, by construction
  };
  return {
    pdf: group(constants.pdf),
    data: group(constants.data),
    positivity: group(constants.positivity),
    integrability: group(constants.integrability),
    chi2: group(constants.chi2),
    other: group(constants.other),
  };
}

/** Keeps trainable exponents inside their ranges. */
function exponentWalls({ trainable, model }: PreparedFit): ((parameters: Tensors) => Tensors) | undefined {
  if (!trainable.includes('alpha')) return undefined;
  const bounds = rangeBounds(model.settings.flavours);
  const walls = (arrays: { low: NdArray; high: NdArray }) => ({
    low: toTensor(arrays.low),
    high: toTensor(arrays.high),
  });
  const alpha = walls(bounds.alpha);
  const beta = walls(bounds.beta);
  return (parameters) => ({
    ...parameters,
    ...(parameters['alpha'] === undefined
      ? {}
      : { alpha: clipToRange(parameters['alpha'], alpha.low, alpha.high) }),
    ...(parameters['beta'] === undefined
      ? {}
      : { beta: clipToRange(parameters['beta'], beta.low, beta.high) }),
  });
}
