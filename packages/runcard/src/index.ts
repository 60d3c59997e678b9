/**
 * The runcard of a fit: schema, defaults and checks that name the key and its line.
 *
 * ```ts
 * const runcard = readRuncard(readFileSync('fit.yml', 'utf8'), 'fit.yml');
 * for (const { where, found, cure } of runcard.warnings) console.warn(where?.key, found, cure);
 * ```
 *
 * @module
 */
export { readDataRuncard, readRuncard } from './read-runcard.ts';
export { runcardKeys } from './runcard-keys.ts';
export { RuncardError } from './runcard-error.ts';
export type {
  ClosureTest,
  Cuts,
  DataRuncard,
  DatasetInput,
  FilterRules,
  FlavourRanges,
  Inconsistency,
  Network,
  Optimizer,
  Penalties,
  Rule,
  Runcard,
  Seeds,
  Stopping,
  TheoryCovariance,
} from './runcard.ts';
export type { Activation, Initializer, OptimizerName } from './parameter-fields.ts';
export type { Treatment, UncertaintyType } from './closure-fields.ts';
export type { Grouping } from './grouping.ts';
export type { SumRules } from './values.ts';
export type { RuncardKey } from './runcard-keys.ts';
