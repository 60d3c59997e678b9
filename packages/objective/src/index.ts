/**
 * What a fit minimises: one PDF evaluation, all predictions, chi2, positivity and integrability of all replicas.
 *
 * @module
 */
export { objective } from './objective.ts';
export { evaluateObjective } from './evaluate-objective.ts';
export { objectiveTensors } from './objective-tensors.ts';
export { chi2Constants } from './chi2-constants.ts';
export { chi2Reporter } from './report-chi2.ts';
export type { Objective, ObjectiveConstants, ObjectiveOptions, PenaltySets } from './objective.ts';
export type { Losses } from './evaluate-objective.ts';
export type { ObjectiveTensors } from './objective-tensors.ts';
export type { Chi2Constants, FittedCovariance, GroupCovariance } from './chi2-constants.ts';
export type { Chi2Report, DatasetChi2 } from './report-chi2.ts';
