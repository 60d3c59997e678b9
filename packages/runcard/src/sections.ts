import { CLOSURE, inconsistentSettings } from './closure-fields.ts';
import { datasets, lagrangeSets, rules } from './data-fields.ts';
import { FIT_BASES } from './fit-bases.ts';
import { GROUPING } from './grouping.ts';
import { parameters } from './parameter-fields.ts';
import { boolean, listOf, number, oneOf, range, text, wholeNumber } from './reader.ts';
import { ignored, optional, record, required, unsupported, withDefault } from './record.ts';
import type { Drafts, Values } from './schema.ts';
import { theoryCovariance } from './theory-covariance-fields.ts';
import { fileName, name, seed, sumRules, theoryId } from './values.ts';

const CUTS = {
  q2min: optional(number({ min: 0 })),
  w2min: optional(number({ min: 0 })),
  maxTau: optional(number({ min: 0, max: 1 })),
};

/** Keys that stand at the top of a runcard. */
const TOP = {
  description: optional(text()),
  dataset_inputs: required(datasets),
  trvlseed: required(seed),
  nnseed: required(seed),
  mcseed: required(seed),
  same_trvl_per_replica: withDefault(boolean, false),
  genrep: required(boolean),
  diagonal_basis: withDefault(boolean, true),
  diagonal_frac: withDefault(number({ above: 0, max: 1 }), 0.75),
  threshold: withDefault(number({ min: 0 }), 0),
  use_t0_sampling: withDefault(boolean, true),
  separate_multiplicative: withDefault(boolean, false),
  resample_negative_pseudodata: withDefault(boolean, false),
  sum_rules: withDefault(sumRules, 'ALL'),
  parameters: required(parameters),
  positivity: optional(record({ posdatasets: required(lagrangeSets) })),
  integrability: optional(record({ integdatasets: required(lagrangeSets) })),
  added_filter_rules: withDefault(rules, []),
  filter_rules: optional(rules),
  drop_internal_rules: withDefault(listOf(name), []),
  filter_defaults: optional(record(CUTS)),
  parallel_models: withDefault(boolean, true),
  double_precision: withDefault(boolean, false),
  debug: withDefault(boolean, false),
  maxcores: optional(wholeNumber({ min: 1 })),
  save: optional(fileName),
  load: unsupported('loading weights'),
  load_weights_from_fit: unsupported('loading weights'),
  norm_threshold: unsupported('regularised covariances'),
  ...GROUPING,
  theorycovmatconfig: optional(theoryCovariance),
  inconsistent_data_settings: optional(inconsistentSettings),
  kfold: unsupported('hyperparameter scans'),
  hyperscan_config: unsupported('hyperparameter scans'),
  trial_specs: unsupported('hyperparameter scans'),
  fiatlux: unsupported('photon PDFs'),
  positivity_bound: unsupported('positivity relative to another PDF set'),
  unpolarized_bc: unsupported('positivity relative to another PDF set'),
  tensorboard: unsupported('tensorboard'),
};

const DATACUTS = {
  t0pdfset: required(name),
  ...CUTS,
  use_cuts: withDefault(oneOf(['internal']), 'internal'),
};

const THEORY = { theoryid: required(theoryId), t0theoryid: optional(theoryId) };

const FITTING = {
  fitbasis: required(oneOf(Object.keys(FIT_BASES))),
  basis: required(
    listOf(
      record({
        fl: required(name),
        smallx: required(range),
        largex: optional(range),
        trainable: withDefault(boolean, true),
      }),
      { nonEmpty: true },
    ),
  ),
  savepseudodata: withDefault(boolean, true),
  seed: ignored(),
  rnalgo: ignored(),
  fitmethod: ignored(),
  nmutants: ignored(),
  paramtype: ignored(),
  nnodes: ignored(),
};

/** Their keys may stand at the top, too, and count as if they did; the first listed win. */
export const NAMESPACES = { fitting: FITTING, closuretest: CLOSURE, theory: THEORY, datacuts: DATACUTS };
export const FIELDS = { ...TOP, ...DATACUTS, ...THEORY, ...CLOSURE, ...FITTING };

/** The namespace in which a key is expected; undefined for the top. */
export function namespaceOf(key: string): string | undefined {
  return Object.entries(NAMESPACES).find(([, fields]) => Object.hasOwn(fields, key))?.[0];
}

/** All keys of a runcard, without their namespaces. */
export type Card = Values<typeof FIELDS>;
export type CardDraft = Drafts<typeof FIELDS>;

/** All that must be there to compare data with theory; the keys of a fit may be there. */
const NEEDED_FOR_DATA = ['dataset_inputs', 'theoryid'];

/** All keys of a runcard, of which only those must be there that say which data are compared with which theory. */
export const DATA_FIELDS = Object.fromEntries(
  Object.entries(FIELDS).map(([key, field]) => [
    key,
    { ...field, required: field.required && NEEDED_FOR_DATA.includes(key) },
  ]),
  // `fromEntries` forgets which field belongs to which key
) as typeof FIELDS;

/** The keys of a runcard that say which data are compared with which theory. */
export type DataCard = Pick<
  Card,
  | 'description'
  | 'dataset_inputs'
  | 'theoryid'
  | 't0theoryid'
  | 'q2min'
  | 'w2min'
  | 'maxTau'
  | 'filter_defaults'
  | 'added_filter_rules'
  | 'filter_rules'
  | 'drop_internal_rules'
> & { readonly t0pdfset?: string | undefined };
