import type { Problem } from '@parton/errors';
import { groupingOf } from './grouping.ts';
import type {
  ClosureTest,
  DataRuncard,
  FilterRules,
  Inconsistency,
  Network,
  Penalties,
  Rule,
  Runcard,
  TheoryCovariance,
} from './runcard.ts';
import type { Card, DataCard } from './sections.ts';

/** Brings a sound runcard into the shape in which programs use it. */
export function assemble(card: Card, warnings: readonly Problem[]): Runcard {
  return {
    ...assembleData(card, warnings),
    t0PdfSet: card.t0pdfset,
    ...sampling(card),
    ...present({ theoryCovariance: theoryCovariance(card), closureTest: closureTest(card) }),
    ...model(card),
    ...training(card),
    savePseudodata: card.savepseudodata,
    doublePrecision: card.double_precision,
    debug: card.debug,
    ...present({ maxcores: card.maxcores, save: card.save === false ? undefined : card.save }),
  };
}

/** The part that says which data are compared with which theory. */
export function assembleData(card: DataCard, warnings: readonly Problem[]): DataRuncard {
  const { q2min, w2min, maxTau } = card;
  return {
    ...present({ description: card.description }),
    datasets: card.dataset_inputs.map(
      ({ dataset, cfac, frac, weight, variant, custom_group: customGroup }) => ({
        name: dataset,
        cfac,
        frac,
        weight,
        ...present({ variant, customGroup }),
      }),
    ),
    theoryId: card.theoryid,
    t0TheoryId: card.t0theoryid ?? card.theoryid,
    ...present({ t0PdfSet: card.t0pdfset }),
    cuts: { ...present(card.filter_defaults ?? {}), ...present({ q2min, w2min, maxTau }) },
    filterRules: filterRules(card),
    warnings,
  };
}

function sampling(card: Card) {
  return {
    seeds: {
      trvl: card.trvlseed,
      nn: card.nnseed,
      mc: card.mcseed,
      sameTrvlPerReplica: card.same_trvl_per_replica,
    },
    genrep: card.genrep,
    diagonalBasis: card.diagonal_basis,
    diagonalFrac: card.diagonal_frac,
    eigenvalueThreshold: card.threshold,
    grouping: groupingOf(card),
    useT0Sampling: card.use_t0_sampling,
    separateMultiplicative: card.separate_multiplicative,
    resampleNegativePseudodata: card.resample_negative_pseudodata,
  };
}

function theoryCovariance({ theorycovmatconfig: config }: Card): TheoryCovariance | undefined {
  if (config === undefined) return undefined;
  const { user_covmat_path: path, mult_factor: factor = 1 } = config;
  return {
    prescriptions: config.point_prescriptions,
    inFitting: config.use_thcovmat_in_fitting,
    inSampling: config.use_thcovmat_in_sampling,
    ...present({ pdfSet: config.pdf, user: path === undefined ? undefined : { path, factor } }),
  };
}

function closureTest(card: Card): ClosureTest | undefined {
  if (!card.fakedata || card.fakepdf === undefined) return undefined;
  return {
    pdfSet: card.fakepdf,
    theoryId: card.faketheoryid ?? card.theoryid,
    ...present({
      noiseSeed: card.fakenoise === true ? card.filterseed : undefined,
      inconsistency: card.inconsistent_fakedata ? inconsistency(card) : undefined,
    }),
  };
}

function inconsistency({ inconsistent_data_settings: settings }: Card): Inconsistency | undefined {
  return (
    settings && {
      datasets: settings.inconsistent_datasets,
      treatments: settings.treatment_names,
      types: settings.names_uncertainties,
      factor: settings.sys_rescaling_factor,
    }
  );
}

function model(card: Card) {
  const { feature_scaling_points: featureScalingPoints } = card.parameters;
  return {
    sumRules: card.sum_rules,
    basis: {
      name: card.fitbasis,
      flavours: card.basis.map(({ fl, smallx, largex, trainable }) => ({
        fl,
        smallx,
        ...present({ largex: featureScalingPoints === undefined ? largex : undefined }),
        trainable,
      })),
    },
    network: network(card),
    ...present({ featureScalingPoints }),
  };
}

function training({ parameters, positivity, integrability }: Card) {
  const { optimizer_name: name, learning_rate: learningRate, clipnorm } = parameters.optimizer;
  return {
    optimizer: { name, ...present({ learningRate }), clipnorm },
    epochs: parameters.epochs,
    stopping: {
      patience: parameters.stopping_patience,
      delta: parameters.stopping_delta,
      thresholdChi2: parameters.threshold_chi2,
      positivityThreshold: parameters.positivity?.threshold ?? 1e-6,
    },
    positivity: penalties(positivity?.posdatasets, parameters.positivity),
    integrability: penalties(integrability?.integdatasets, parameters.integrability),
  };
}

function filterRules({
  added_filter_rules: added,
  filter_rules: replacing,
  drop_internal_rules: dropInternal,
}: DataCard): FilterRules {
  return { added: added.map(rule), ...present({ replacing: replacing?.map(rule) }), dropInternal };
}

function rule(entry: Card['added_filter_rules'][number]): Rule {
  const { rule: condition, process_type: processType, local_variables: localVariables, ...others } = entry;
  return { rule: condition, ...present({ processType, localVariables, ...others }) };
}

function network({ parameters }: Card): Network {
  const { nodes_per_layer: nodes, activation_per_layer: activations, initializer } = parameters;
  const { regularizer, regularizer_args: strengths = { l1: 0, l2: 0 } } = parameters;
  return {
    nodes,
    activations,
    initializer,
    ...(regularizer === undefined ? {} : { regularizer: strengths }),
  };
}

function penalties(
  sets: Penalties['sets'] = [],
  { initial, multiplier }: { initial?: number | undefined; multiplier?: number | undefined } = {},
): Penalties {
  return { sets, ...present({ initial, multiplier }) };
}

/** The properties that have a value. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // `fromEntries` forgets which value belongs to which key
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
