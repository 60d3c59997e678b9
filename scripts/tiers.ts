/**
 * The map of the workspace: a package may depend on packages of lower tiers only. A new package gets a line here.
 */
export const TIERS: readonly (readonly string[])[] = [
  ['errors', 'testing', 'demo'],
  ['ndarray', 'numpy-random', 'tensor-graph', 'stopping', 'lz4', 'atomic-file'],
  [
    'backend',
    'seeds',
    'onnx-writer',
    'pineappl',
    'lhapdf',
    'commondata',
    'cuts',
    'runcard',
    'fit-folder',
    'feature-scaling',
    'report',
  ],
  [
    'backend-suite',
    'masks',
    'pseudodata',
    'covariance',
    'theory',
    'pdf-metrics',
    'evolution',
    'postfit',
    'theory-covariance',
  ],
  [
    'x-integrator',
    'flavour-rotations',
    'preprocessing',
    'multi-dense',
    'optimizers',
    'losses',
    'tensor-compiler',
  ],
  ['msr-normalization', 'observables', 'trainer'],
  ['pdf-model'],
  ['objective'],
  ['fit'],
];
