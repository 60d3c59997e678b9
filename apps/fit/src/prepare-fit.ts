import { buildScaler } from '@parton/feature-scaling';
import { multiplierSchedule, type MultiplierSchedule } from '@parton/losses';
import { objective, type Objective } from '@parton/objective';
import { commonGrid, type Observable } from '@parton/observables';
import { type GradientTransformation, optimizerByName } from '@parton/optimizers';
import { type Arrays, initPdf, pdfModel, type PdfModel, trainableNames } from '@parton/pdf-model';
import type { Runcard } from '@parton/runcard';
import type { StoppingSettings } from '@parton/stopping';
import type { FitData } from './prepare-data.ts';
import { prepareReplicas, type ReplicaData } from './prepare-replicas.ts';

/** A fit of a batch of replicas, ready to be trained. */
export interface PreparedFit {
  readonly runcard: Runcard;
  readonly data: FitData;
  readonly replicas: ReplicaData;
  readonly model: PdfModel;
  /** Initial parameters of all replicas, those that stay fixed included. */
  readonly parameters: Arrays;
  readonly trainable: readonly string[];
  readonly objective: Objective;
  readonly transformation: GradientTransformation;
  readonly stopping: StoppingSettings;
  readonly multipliers: {
    readonly positivity: readonly MultiplierSchedule[];
    readonly integrability: readonly MultiplierSchedule[];
  };
}

/** Composes the model, the loss and the optimiser for some replica ids. `parameters` replaces the drawn ones. */
export function prepareFit(
  runcard: Runcard,
  data: FitData,
  options: {
    readonly ids: readonly number[];
    readonly parameters?: Arrays;
    readonly integration?: 'gauss' | 'trapezoid';
  },
): PreparedFit {
  const replicas = prepareReplicas(runcard, data, options.ids);
  const model = modelOf(runcard, data, options.integration ?? 'gauss');
  const parameters = options.parameters ?? initPdf(model, replicas.seeds);
  return {
    runcard,
    data,
    replicas,
    model,
    parameters,
    trainable: trainableNames(model),
    objective: objective({
      model,
      parameters,
      seeds: replicas.seeds,
      data: data.observables,
      positivity: data.positivity,
      integrability: data.integrability,
      covariance: data.fitted,
      pseudodata: replicas.pseudodata,
      masks: replicas.masks,
    }),
    // Every exponent is a variable of its own, so that its clip sees no other flavour.
    transformation: optimizerByName({ ...runcard.optimizer, ownAxes: { alpha: 2, beta: 2 } }),
    stopping: stoppingOf(runcard, options.ids.length),
    multipliers: {
      positivity: schedules(runcard, 'positivity'),
      integrability: schedules(runcard, 'integrability'),
    },
  };
}

function stoppingOf({ epochs, stopping }: Runcard, replicas: number): StoppingSettings {
  const { patience, ...settings } = stopping;
  return { ...settings, replicas, steps: epochs, patience: Math.floor(epochs * patience) };
}

function schedules(runcard: Runcard, kind: 'positivity' | 'integrability'): MultiplierSchedule[] {
  const { sets, initial, multiplier } = runcard[kind];
  return sets.map(({ maxlambda }) =>
    multiplierSchedule({ initial, multiplier, maxlambda, steps: runcard.epochs }),
  );
}

function modelOf(runcard: Runcard, data: FitData, integration: 'gauss' | 'trapezoid'): PdfModel {
  const { basis, network, sumRules, featureScalingPoints } = runcard;
  const scaler =
    featureScalingPoints === undefined
      ? {}
      : { scaler: buildScaler(requestedGrids(data), featureScalingPoints) };
  return pdfModel({
    basis: basis.name,
    flavours: basis.flavours,
    network: { nodes: network.nodes, activations: network.activations, initializer: network.initializer },
    sumRules,
    integration,
    ...scaler,
  });
}

/** One grid per group and per penalised set, as n3fit counts them for the feature scaling. */
function requestedGrids(data: FitData): Float64Array[] {
  const grids = data.groups.map(({ sets }) => groupGrid(sets.map(({ observable }) => observable)));
  const penalised = [...data.positivity, ...data.integrability].map((observable) => groupGrid([observable]));
  return [...grids, ...penalised];
}

/** The common grid if all sets share one, else their grids one after the other. */
function groupGrid(observables: readonly Observable[]): Float64Array {
  const grids = observables.map((observable) => commonGrid([observable]));
  const shared = grids.every(
    (grid) => grid.length === grids[0]?.length && grid.every((x, i) => x === grids[0]?.[i]),
  );
  return shared ? (grids[0] ?? new Float64Array(0)) : Float64Array.from(grids.flatMap((grid) => [...grid]));
}
