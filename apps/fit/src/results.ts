import { EXPORT_X_GRID, type ReplicaResult } from '@parton/fit-folder';
import { fkToLhapdf } from '@parton/flavour-rotations';
import { matmul, type NdArray, transpose } from '@parton/ndarray';
import { type Chi2Report, chi2Reporter } from '@parton/objective';
import { arcLengths, integrabilityNumbers, type SumRuleValues, sumRules } from '@parton/pdf-metrics';
import { evaluatePdf, splitParameters } from '@parton/pdf-model';
import { activeFlavours } from '@parton/theory';
import type { TrainingResult } from '@parton/trainer';
import type { PreparedFit } from './prepare-fit.ts';

/** One finished replica: what is written, and what the summary says about it. */
export interface FinishedReplica {
  readonly written: ReplicaResult;
  readonly report: Chi2Report;
  readonly sumRules: SumRuleValues;
  /** Why it ended without a PDF that can be used, if it did. */
  readonly failure: string | undefined;
}

/** Times of a fit in seconds since its start. */
export interface Timing {
  readonly walltime: Readonly<Record<string, number>>;
  readonly cputime: Readonly<Record<string, number>>;
}

/** Splits a trained batch into single replicas and describes each, in float64 and from the exact tables. */
export function* finishedReplicas(fit: PreparedFit, result: TrainingResult, timing: Timing): Generator<FinishedReplica> {
  const { data, model, replicas } = fit;
  const report = chi2Reporter({ data: data.observables, covariance: data.covariance, central: data.central });
  const toFlavours = fkToLhapdf(activeFlavours(data.card));
  for (const [r, parameters] of splitParameters(result.parameters).entries()) {
    const pdf = evaluatePdf(model, parameters, replicas.seeds[r] ?? 0);
    const { alpha, beta } = parameters;
    const compared = report(pdf);
    const { x, weights } = model.integration;
    yield {
      written: {
        id: replicas.ids[r] ?? 0,
        q2: data.q0 ** 2,
        grid: transpose(matmul(toFlavours, pdf(EXPORT_X_GRID))),
        preprocessing: model.settings.flavours.map(({ fl, trainable }, f) => ({
          fl,
          smallx: alpha?.data[f] ?? 0,
          largex: beta?.data[f] ?? 0,
          trainable,
        })),
        ...trainingNumbers(fit, result, r),
        chi2: { ...lossesPerPoint(fit, result, r), experimental: compared.total / data.central.length },
        arcLengths: arcLengths(pdf),
        integrability: integrabilityNumbers(pdf),
        timing,
        version: versions(),
      },
      report: compared,
      sumRules: sumRules(pdf, { x, weights }),
      failure: failureOf(result, r),
    };
  }
}

function trainingNumbers(fit: PreparedFit, { stopping, steps, history }: TrainingResult, r: number) {
  const best = stopping.bestStep[r] ?? -1;
  const points = fit.replicas.masks.validationPoints[r] ?? 0;
  return {
    stopEpoch: steps,
    bestEpoch: best >= 0 ? best : (stopping.stopStep[r] ?? steps - 1),
    positivity: stopping.status[r] ?? 'POS_VETO',
    history: history.map((record) => ({
      step: record.step,
      trainingLoss: record.trainingLoss[r] ?? Number.NaN,
      validationLoss: record.validationLoss[r] ?? Number.NaN,
      validationChi2: record.validationChi2[r] ?? Number.NaN,
    })),
    ...(fit.runcard.savePseudodata ? { pseudodata: pseudodataOf(fit, r) } : {}),
  } as const;
}
