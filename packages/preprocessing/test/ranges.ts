/** The basis of NNPDF's Basic_runcard.yml. */
export const RANGES = [
  { fl: 'sng', smallx: [1.05, 1.19], largex: [1.47, 2.7], trainable: false },
  { fl: 'g', smallx: [0.94, 1.25], largex: [0.11, 5.87], trainable: false },
  { fl: 'v', smallx: [0.54, 0.75], largex: [1.15, 2.76], trainable: false },
  { fl: 'v3', smallx: [0.21, 0.57], largex: [1.35, 3.08], trainable: true },
  { fl: 'v8', smallx: [0.52, 0.76], largex: [0.77, 3.56], trainable: true },
  { fl: 't3', smallx: [-0.37, 1.52], largex: [1.74, 3.39], trainable: true },
  { fl: 't8', smallx: [0.56, 1.29], largex: [1.45, 3.03], trainable: true },
  { fl: 'cp', smallx: [0.12, 1.19], largex: [1.83, 6.7], trainable: true },
] as const;
