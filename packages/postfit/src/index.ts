/**
 * Selection of the replicas of a fit that are kept, and the PDF set that they make.
 *
 * ```ts
 * const { selection, set } = runPostfit('fits/first', { members: 100 });
 * for (const { id, reasons } of selection.rejected) console.log(id, reasons); // which veto, number and limit
 * const pdf = readPdfSet(set); // fits/first/postfit/first
 * ```
 *
 * @module
 */
export { runPostfit } from './run-postfit.ts';
export { DEFAULT_THRESHOLDS, selectReplicas } from './select-replicas.ts';
export { PostfitError } from './postfit-error.ts';
export { TooFewReplicasError } from './too-few-replicas-error.ts';
export type { Postfit, PostfitOptions } from './run-postfit.ts';
export type { Choice, MemberOptions } from './choose-members.ts';
export type { Reason, RejectedReplica, Selection, VetoCount } from './select-replicas.ts';
export type { Candidate, NumberVeto, Thresholds, Veto } from './vetoes.ts';
