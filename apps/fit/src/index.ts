/**
 * A fit from code: the same steps as the `parton fit` command.
 *
 * @module
 */
export { runFit } from './run-fit.ts';
export { prepareData } from './prepare-data.ts';
export { prepareReplicas } from './prepare-replicas.ts';
export { prepareFit } from './prepare-fit.ts';
export { fitProgram, fitStep, lossesOf, trainFit } from './train-fit.ts';
export { finishedReplicas } from './results.ts';
export { findResources } from './resources.ts';
export { compareWithData } from './compare.ts';
export { summarise, summaryText } from './summary.ts';
export type { FitRequest } from './run-fit.ts';
export type { FitData } from './prepare-data.ts';
export type { ReplicaData } from './prepare-replicas.ts';
export type { PreparedFit } from './prepare-fit.ts';
export type { Engine } from './train-fit.ts';
export type { FinishedReplica, RunFacts } from './results.ts';
export type { Chi2, ComparedSet, Comparison, NamedChi2 } from './compare.ts';
export type { Resources } from './resources.ts';
export type { ResourceFlags } from './places.ts';
export type { FitSummary, ReplicaSummary } from './summary.ts';
