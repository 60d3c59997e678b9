import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { FIT_BASES as ROTATED_BASES, fitFlavours } from '@parton/flavour-rotations';
import { ACTIVATIONS as BUILT_ACTIVATIONS, INITIALIZERS as BUILT_INITIALIZERS } from '@parton/multi-dense';
import { sharedSuite } from '@parton/testing';
import { POINT_PRESCRIPTIONS as BUILT_PRESCRIPTIONS } from '@parton/theory-covariance';
import { describe, expect, it } from 'vitest';
import { readRuncard, runcardKeys } from '../src/index.ts';
import { FIT_BASES } from '../src/fit-bases.ts';
import { ACTIVATIONS, INITIALIZERS } from '../src/parameter-fields.ts';
import { POINT_PRESCRIPTIONS } from '../src/theory-covariance-fields.ts';
import { type Edit, edited, SMALL } from './small.ts';

const read = (...parts: string[]) => readRuncard(readFileSync(join(...parts), 'utf8'), parts.at(-1));
const accept = (...edits: readonly Edit[]) => readRuncard(edited(...edits));

describe('a runcard', () => {
  it('reads with all defaults', () => {
    expect(readRuncard(SMALL)).toEqual({
      description: 'small',
      datasets: [
        { name: 'NMC_NC_NOTFIXED_EM-F2', cfac: [], frac: 0.75, weight: 1, variant: 'legacy_dw' },
        { name: 'NUTEV_CC_NOTFIXED_FE_NB-SIGMARED', cfac: ['MAS'], frac: 1, weight: 1 },
      ],
      theoryId: '40000000',
      t0TheoryId: '40000000',
      t0PdfSet: 'NNPDF40_nnlo_as_01180',
      cuts: { q2min: 3.49 },
      filterRules: { added: [{ processType: 'POS_XPDF', rule: 'x > 0.1' }], dropInternal: [] },
      seeds: { trvl: 1, nn: 2, mc: 3, sameTrvlPerReplica: false },
      genrep: true,
      diagonalBasis: true,
      diagonalFrac: 0.75,
      eigenvalueThreshold: 0,
      grouping: 'ALL',
      useT0Sampling: true,
      separateMultiplicative: false,
      resampleNegativePseudodata: false,
      sumRules: 'TSR',
      basis: {
        name: 'POLARIZED_EVOL',
        flavours: [
          { fl: 'sng', smallx: [1.05, 1.15], largex: [1.5, 3.1], trainable: true },
          { fl: 'g', smallx: [0.75, 1.1], largex: [2.8, 5.5], trainable: false },
          { fl: 't3', smallx: [-0.4, 0.9], largex: [1.7, 3.4], trainable: true },
          { fl: 't8', smallx: [0.6, 0.6], largex: [1.5, 3.5], trainable: true },
        ],
      },
      network: { nodes: [5, 4], activations: ['tanh', 'linear'], initializer: 'glorot_normal' },
      optimizer: { name: 'Nadam', learningRate: 0.0026, clipnorm: 1 },
      epochs: 300,
      stopping: { patience: 0.1, delta: 0, thresholdChi2: 10, positivityThreshold: 1e-6 },
      positivity: { sets: [{ dataset: 'NNPDF_POS_2P24GEV_FLL', maxlambda: 1e6 }], initial: 185 },
      integrability: { sets: [] },
      savePseudodata: true,
      doublePrecision: false,
      debug: false,
      warnings: [],
    });
  });
  it('has no key without value', () => {
    const values = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : [value];
    expect(values(readRuncard(SMALL))).not.toContain(undefined);
  });
  it('reads every option', () => {
    const card = accept(
      [
        'genrep: true',
        'genrep: false\nsame_trvl_per_replica: true\ndiagonal_basis: false\ndiagonal_frac: 1\nthreshold: 1e-3\nuse_t0_sampling: false\nseparate_multiplicative: true\nresample_negative_pseudodata: true\ndouble_precision: true\ndebug: true\nmaxcores: 8\nsave: weights.h5\ndrop_internal_rules: [NMC]\nfilter_defaults: {w2min: 10, q2min: 3.49}\nfilter_rules:\n- {dataset: NMC, rule: t < 1, reason: why, local_variables: {t: x + 1, u: 2}, PTO: NNLO+, FNS: FONLL-C, IC: 1}',
      ],
      ['theoryid: 40_000_000', 'theoryid: 400\n  t0theoryid: 401'],
      [
        'epochs: 300',
        'epochs: 301\n  stopping_delta: 0.05\n  threshold_chi2: 3\n  regularizer: l1_l2\n  regularizer_args: {l2: 0.1}\n  integrability: {initial: 10, multiplier: 1.01}\n  layer_type: dense\n  dropout: 0.0',
      ],
      ['{initial: 185, multiplier: }', '{multiplier: 1.05, threshold: 1e-5}'],
      [
        'positivity:\n  pos',
        'integrability:\n  integdatasets: [{dataset: NNPDF_INTEG_3GEV_XT3, maxlambda: 1e2}]\npositivity:\n  pos',
      ],
      ['sum_rules: TSR', 'sum_rules: false\n  savepseudodata: false'],
    );
    expect(card).toMatchObject({
      theoryId: '400',
      t0TheoryId: '401',
      cuts: { q2min: 3.49, w2min: 10 },
      filterRules: {
        replacing: [
          {
            dataset: 'NMC',
            rule: 't < 1',
            reason: 'why',
            localVariables: { t: 'x + 1', u: '2' },
            PTO: 'NNLO+',
            FNS: 'FONLL-C',
            IC: true,
          },
        ],
        dropInternal: ['NMC'],
      },
      seeds: { sameTrvlPerReplica: true },
      genrep: false,
      diagonalBasis: false,
      diagonalFrac: 1,
      eigenvalueThreshold: 1e-3,
      grouping: 'experiment',
      useT0Sampling: false,
      separateMultiplicative: true,
      resampleNegativePseudodata: true,
      sumRules: 'NONE',
      network: { regularizer: { l1: 0, l2: 0.1 } },
      epochs: 301,
      stopping: { delta: 0.05, thresholdChi2: 3, positivityThreshold: 1e-5 },
      integrability: {
        sets: [{ dataset: 'NNPDF_INTEG_3GEV_XT3', maxlambda: 100 }],
        initial: 10,
        multiplier: 1.01,
      },
      savePseudodata: false,
      doublePrecision: true,
      debug: true,
      maxcores: 8,
      save: 'weights.h5',
      warnings: [],
    });
    expect(card.positivity).toEqual({
      sets: [{ dataset: 'NNPDF_POS_2P24GEV_FLL', maxlambda: 1e6 }],
      multiplier: 1.05,
    });
  });
  it('needs no large-x ranges with feature scaling', () => {
    const card = accept(
      ['epochs: 300', 'epochs: 300\n  feature_scaling_points: 20'],
      [', largex: [1.5, 3.1]', ''],
      [', largex: [2.8, 5.5]', ', largex: [0, 0]'],
      [', largex: [1.7, 3.4]', ', largex:'],
      ['    largex: [1.5, 3.5]\n', '    largex: [0.0, 0.0]\n'],
    );
    expect(card.featureScalingPoints).toBe(20);
    expect(card.basis.flavours.map((flavour) => Object.keys(flavour))).toEqual(
      Array(4).fill(['fl', 'smallx', 'trainable']),
    );
  });
  it.each([
    ['true', 'ALL'],
    ['all', 'ALL'],
    ['Vsr', 'VSR'],
    ['false', 'NONE'],
  ])('with sum_rules: %s imposes %s', (written, mode) => {
    const unpolarised = [
      ['POLARIZED_EVOL', 'PDF4LHC20'],
      [
        'fl: t8',
        'fl: t8\n    smallx: [0, 1]\n    largex: [1, 2]\n  - fl: v\n    smallx: [0, 1]\n    largex: [1, 2]\n  - fl: v3',
      ],
      ['[5, 4]', '[5, 6]'],
    ] as const;
    expect(accept(...unpolarised, ['sum_rules: TSR', `sum_rules: ${written}`]).sumRules).toBe(mode);
  });
  it('takes the keys of namespaces at the top, too, and the inner ones first', () => {
    const flat = accept(
      ['datacuts:\n', ''],
      ['  t0pdfset', 't0pdfset'],
      ['  q2min', 'q2min'],
      ['theory:\n', ''],
      ['  theoryid', 'theoryid'],
    );
    expect(flat).toEqual(readRuncard(SMALL));
    expect(accept(['genrep: true', 'genrep: true\nsum_rules: ALL\nq2min: 10'])).toEqual(readRuncard(SMALL));
    expect(accept(['  sum_rules: TSR\n', ''], ['theoryid: ', 'sum_rules: TSR\n  theoryid: '])).toEqual(
      readRuncard(SMALL),
    );
  });
  it('takes false and null for options that are switched off', () => {
    const off = 'load: false\ntensorboard:\nnorm_threshold: null\nclosuretest:\nsave: false\n';
    expect(readRuncard(SMALL + off)).toEqual(readRuncard(SMALL));
  });
  it('takes anchors, aliases and merge keys', () => {
    const card = accept([
      'cfac: [MAS]',
      'cfac: &mas [MAS]\n- {dataset: A_B, cfac: *mas}\n- &more {dataset: C_D, weight: 2}\n- {<<: *more, dataset: E_F}',
    ]);
    expect(card.datasets.slice(2)).toEqual([
      { name: 'A_B', cfac: ['MAS'], frac: 1, weight: 1 },
      { name: 'C_D', cfac: [], frac: 1, weight: 2 },
      { name: 'E_F', cfac: [], frac: 1, weight: 2 },
    ]);
    const many = Array.from({ length: 500 }, (_, i) => `- {dataset: A_${i}, cfac: *mas}`).join('\n');
    expect(accept(['cfac: [MAS]', `cfac: &mas [MAS]\n${many}`]).datasets.length).toBe(502);
  });
});

describe('warnings', () => {
  const keys = (...edits: readonly Edit[]) =>
    accept(...edits).warnings.map(({ where }) => `${where?.line} ${where?.key}`);
  it('name keys without effect', () => {
    expect(
      keys([
        'fitting:\n',
        'fitting:\n  seed: 65532133530\n  rnalgo: 0\n  fitmethod: NN\n  nmutants: 80\n  paramtype: NN\n  nnodes: [2, 5]\n',
      ]),
    ).toEqual([
      '26 fitting.seed',
      '27 fitting.rnalgo',
      '28 fitting.fitmethod',
      '29 fitting.nmutants',
      '30 fitting.paramtype',
      '31 fitting.nnodes',
    ]);
    expect(keys(['epochs: 300', 'epochs: 300\n  integrability: {threshold: 1e-2}'])).toEqual([
      '23 parameters.integrability.threshold',
    ]);
    expect(keys(['Nadam', 'SGD\n    momentum: 0.9'])).toEqual(['21 parameters.optimizer.momentum']);
    expect(keys(['genrep: true', 'genrep: true\nparallel_models: false'])).toEqual(['15 parallel_models']);
  });
  it('name old names and strange values, which are used', () => {
    const card = accept(['maxlambda', 'poslambda'], ['multiplier: ', 'multiplier: -1']);
    expect(card.positivity).toEqual({
      sets: [{ dataset: 'NNPDF_POS_2P24GEV_FLL', maxlambda: 1e6 }],
      initial: 185,
      multiplier: -1,
    });
    expect(card.warnings).toEqual([
      {
        where: { file: 'runcard', line: 24, key: 'parameters.positivity.multiplier' },
        found: '-1',
        expected: 'a number > 0',
        cure: 'The penalty vanishes or changes its sign',
      },
      {
        where: { file: 'runcard', line: 37, key: 'positivity.posdatasets[0].poslambda' },
        found: 'an old name',
        expected: 'maxlambda',
        cure: 'Rename the key',
      },
    ]);
  });
});

describe('the demo', () => {
  it('has two runcards without problems or warnings', () => {
    const small = read(demoPath('runcards', 'demo-small.yml'));
    const full = read(demoPath('runcards', 'demo.yml'));
    expect([small.datasets.length, full.datasets.length]).toEqual([9, 14]);
    expect([small.warnings, full.warnings]).toEqual([[], []]);
    expect(full).toMatchObject({ theoryId: '900', t0PdfSet: 'DEMO_t0', diagonalBasis: false, epochs: 17000 });
  });
});

describe('the tables', () => {
  it('of fit bases are those that can be rotated', () => {
    expect(Object.keys(FIT_BASES)).toEqual([...ROTATED_BASES]);
    for (const basis of ROTATED_BASES) expect(FIT_BASES[basis]).toEqual(fitFlavours(basis));
  });
  it('of networks are those that can be built', () => {
    expect(ACTIVATIONS).toEqual(BUILT_ACTIVATIONS);
    expect(INITIALIZERS).toEqual(BUILT_INITIALIZERS);
  });
  it('of point prescriptions are those that make a covariance', () => {
    expect(POINT_PRESCRIPTIONS).toEqual(BUILT_PRESCRIPTIONS);
  });
  it('of keys list every key once, with its place', () => {
    const keys = runcardKeys();
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    expect(keys).toContainEqual({
      key: 'parameters.epochs',
      expected: 'a whole number >= 1',
      required: true,
    });
    expect(keys).toContainEqual({
      key: 'dataset_inputs.frac',
      expected: 'a number from 0 to 1',
      required: false,
      fallback: 1,
    });
    expect(keys).toContainEqual({
      key: 'kfold',
      expected: 'nothing',
      required: false,
      refused: 'not supported yet: hyperparameter scans',
    });
    expect(keys.filter(({ key }) => key.startsWith('fitting.basis.')).length).toBe(4);
  });
});

sharedSuite('runcards of the reference program', 'reference/runcards', (folder) => {
  it.each(folder === '' ? [] : readdirSync(folder))('%s is accepted without warnings', (name) => {
    const card = read(folder, name);
    expect(card.warnings).toEqual([]);
    expect(card.theoryId).toBe('400');
    expect(card.datasets.length).toBe(
      { Basic_like: 2, DIS_like: 17, Global_like: 61 }[name.replace('.yml', '')] ?? 2,
    );
  });
});

sharedSuite(
  'the runcard of a fit of the reference program',
  'eko/reference/Basic_like/filter.yml',
  (path) => {
    it('says the same as its bare version', () => {
      const { description: _, ...fit } = read(path);
      const { description: __, ...bare } = read(path, '../../../../reference/runcards/Basic_like.yml');
      expect(fit).toEqual(bare);
    });
  },
);
