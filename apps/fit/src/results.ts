import { EXPORT_X_GRID, type Pseudodata, type ReplicaResult } from '@parton/fit-folder';
import { fkToLhapdf } from '@parton/flavour-rotations';
import { matmul, row, transpose } from '@parton/ndarray';
import { type Chi2Report, chi2Reporter } from '@parton/objective';
import { arcLengths, integrabilityNumbers, type SumRules, sumRules } from '@parton/pdf-metrics';
import { evaluatePdf, splitParameters } from '@parton/pdf-model';
import { activeFlavours } from '@parton/theory';
import type { TrainingResult } from '@parton/trainer';
import type { PreparedFit } from './prepare-fit.ts';

/** One finished replica: what is written, and what the summary says about it. */
export interface FinishedReplica {
  readonly written: ReplicaResult;
  readonly report: Chi2Report;
  readonly sumRules: SumRules;
  /** Why it has no PDF that can be used, if so. */
  readonly failure: string | undefined;
}

/** Facts about the run that every replica records. */
export type RunFacts = Pick<ReplicaResult, 'timing' | 'version'>;

/** Splits a trained batch into single replicas and describes each, in float64 and from the exact tables. */
export function* finishedReplicas(
  fit: PreparedFit,
  trained: TrainingResult,
  facts: RunFacts,
): Generator<FinishedReplica> {
  const { data, model, replicas } = fit;
  const report = chi2Reporter({ data: data.observables, covariance: data.covariance, central: data.central });
  const toFlavours = fkToLhapdf(activeFlavours(data.card));
  for (const [r, parameters] of splitParameters(trained.parameters).entries()) {
    const pdf = evaluatePdf(model, parameters, replicas.seeds[r] ?? 0);
    const compared = report(pdf);
    const { alpha, beta } = parameters;
    yield {
      written: {
        id: replicas.ids[r] ?? 0,
        q2: data.q0 ** 2,
        grid: transpose(matmul(toFlavours, pdf(Float64Array.from(EXPORT_X_GRID)))),
        preprocessing: model.settings.flavours.map(({ fl, trainable }, f) => ({
          fl,
          smallx: alpha?.data[f] ?? 0,
          largex: beta?.data[f] ?? 0,
          trainable,
        })),
        ...trainingRecord(trained, r),
        chi2: {
          training: trained.chi2.training[r] ?? Number.NaN,
          validation: trained.chi2.validation[r] ?? Number.NaN,
          experimental: compared.total / data.central.length,
        },
        arcLengths: arcLengths(pdf),
        integrability: integrabilityNumbers(pdf),
        ...facts,
        ...(fit.runcard.savePseudodata ? { pseudodata: pseudodataOf(fit, r) } : {}),
      },
      report: compared,
      sumRules: sumRules(pdf, model.integration),
      failure: failureOf(trained, r),
    };
  }
}

function trainingRecord({ stopping, steps, history }: TrainingResult, r: number) {
  const best = stopping.bestStep[r] ?? -1;
  return {
    stopEpoch: steps,
    bestEpoch: best >= 0 ? best : (stopping.stopStep[r] ?? 0),
    positivity: stopping.status[r] ?? 'POS_VETO',
    // Its own numbers only: what a replica records does not depend on its batch.
    history: history.map((record) => ({
      step: record.step,
      trainingLoss: record.trainingLoss[r] ?? Number.NaN,
      validationLoss: [record.validationLoss[r] ?? Number.NaN],
      validationChi2: { total: record.validationChi2[r] ?? Number.NaN },
    })),
  } as const;
}

/** In words, or undefined for a replica that passed. */
function failureOf({ stopping }: TrainingResult, r: number): string | undefined {
  const failed = stopping.failed[r];
  if (failed !== null && failed !== undefined)
    return `${failed.quantity} became NaN or infinite at step ${failed.step + 1}`;
  return stopping.status[r] === 'POS_PASS' ? undefined : 'no step passed the chi2 threshold and positivity';
}

/** The data one replica was fitted to, in the basis of the fit, and how they were split. */
function pseudodataOf({ data, replicas, objective }: PreparedFit, r: number): Pseudodata {
  const points = data.groups.flatMap((group) =>
    group.sets.flatMap(({ dataset, kept }) =>
      kept.map((id) => ({ group: group.name, dataset: dataset.name, id })),
    ),
  );
  return {
    values: row(objective.constants.other.pseudodata, r).data,
    training: row(replicas.masks.training, r).data,
    validation: row(replicas.masks.validation, r).data,
    ...(data.fitted.kind === 'eigenmodes' ? {} : { points }),
  };
}
