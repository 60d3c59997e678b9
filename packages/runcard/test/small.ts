/** A small runcard; tests replace pieces of it. */
export const SMALL = `description: small
dataset_inputs:
- {dataset: NMC_NC_NOTFIXED_EM-F2, frac: 0.75, variant: legacy_dw}
- dataset: NUTEV_CC_NOTFIXED_FE_NB-SIGMARED
  cfac: [MAS]
datacuts:
  t0pdfset: NNPDF40_nnlo_as_01180
  q2min: 3.49
theory:
  theoryid: 40_000_000
trvlseed: 1
nnseed: 2
mcseed: 3
genrep: true
parameters:
  nodes_per_layer: [5, 4]
  activation_per_layer: [tanh, linear]
  initializer: glorot_normal
  optimizer:
    optimizer_name: Nadam
    learning_rate: 2.6e-3
  epochs: 300
  stopping_patience: 0.1
  positivity: {initial: 185, multiplier: }
fitting:
  fitbasis: POLARIZED_EVOL
  sum_rules: TSR
  basis:
  - {fl: sng, smallx: [1.05, 1.15], largex: [1.5, 3.1]}
  - {fl: g, smallx: [0.75, 1.1], largex: [2.8, 5.5], trainable: false}
  - {fl: t3, smallx: [-0.4, 0.9], largex: [1.7, 3.4]}
  - fl: t8
    smallx: [0.6, 0.6]
    largex: [1.5, 3.5]
positivity:
  posdatasets:
  - {dataset: NNPDF_POS_2P24GEV_FLL, maxlambda: 1e6}
added_filter_rules:
- {process_type: POS_XPDF, rule: x > 0.1}
`;

/** A piece of text and what takes its place. */
export type Edit = readonly [string, string];

/** {@link SMALL} with pieces replaced; each must be there. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [piece, replacement]) => {
    if (!text.includes(piece)) throw new TypeError(`the runcard has no ${piece}`);
    return text.replace(piece, () => replacement);
  }, SMALL);
}
