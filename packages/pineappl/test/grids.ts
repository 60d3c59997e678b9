import type { ChannelTerm, Grid, Subgrid } from '../src/index.ts';

/** A filled subgrid from dense values `[.., X]`, one run per value that is not zero. */
export function importSubgrid(axes: readonly (readonly number[])[], values: readonly number[]): Subgrid {
  const kept = values.flatMap((value, k) => (value === 0 ? [] : [k]));
  return {
    shape: axes.map((axis) => axis.length),
    axes: axes.map((axis) => Float64Array.from(axis)),
    starts: Uint32Array.from(kept),
    lengths: new Uint32Array(kept.length).fill(1),
    entries: Float64Array.from(kept, (k) => values[k] ?? 0),
  };
}

export function channel(...pids: number[]): ChannelTerm[] {
  return [{ pids, factor: 1 }];
}

const Q2 = 2.7225;

/** An FK table for one hadron: two bins, channels T3 and gluon, in an order that has to be sorted. */
export function disGrid(change: Partial<Grid> = {}): Grid {
  const scale = { name: 'Scale', scales: [0] };
  return {
    fileVersion: 1,
    orders: [{ alphas: 0, alpha: 0, logxir: 0, logxif: 0, logxia: 0 }],
    bins: [
      { limits: [[0, 1]], normalization: 2 },
      { limits: [[1, 2]], normalization: 5 },
    ],
    channels: [channel(103), channel(21)],
    pidBasis: 'evol',
    convolutions: [{ type: 'UnpolPDF', pid: 2212 }],
    kinematics: [
      { quantity: 'scale', index: 0 },
      { quantity: 'x', index: 0 },
    ],
    scales: { renormalization: { name: 'NoScale', scales: [] }, factorization: scale, fragmentation: scale },
    subgrids: [
      importSubgrid([[Q2], [0.1, 0.5, 1]], [1, 0, 2]),
      undefined,
      importSubgrid([[Q2], [0.5, 1]], [3, 4]),
      importSubgrid([[Q2], [0.25]], [6]),
    ],
    metadata: new Map([
      ['fk_assumptions', 'Nf4Sym'],
      ['x1_label', 'η'],
    ]),
    ...change,
  };
}

/** An FK table for two hadrons: one bin, channels (Sigma, g) and (g, Sigma). */
export function hadronicGrid(change: Partial<Grid> = {}): Grid {
  return disGrid({
    bins: [
      {
        limits: [
          [0, 1],
          [2, 4],
        ],
        normalization: 0.5,
      },
    ],
    channels: [channel(21, 100), channel(100, 21)],
    convolutions: [
      { type: 'UnpolPDF', pid: 2212 },
      { type: 'PolPDF', pid: 2212 },
    ],
    kinematics: [
      { quantity: 'scale', index: 0 },
      { quantity: 'x', index: 0 },
      { quantity: 'x', index: 1 },
    ],
    subgrids: [
      importSubgrid([[Q2], [0.1, 0.5], [0.5, 1]], [1, 2, 3, 4]),
      importSubgrid([[Q2], [0.1], [0.1, 0.5, 1]], [5, 0, 6]),
    ],
    ...change,
  });
}

/** A grid of other powers, hadrons, scales and ids, with one subgrid whose nodes are a rule. */
export function interpolationGrid(): Grid {
  return disGrid({
    pidBasis: 'pdg',
    orders: [{ alphas: 2, alpha: 1, logxir: 1, logxif: 3, logxia: 4 }],
    convolutions: [{ type: 'PolFF', pid: -211 }],
    scales: {
      renormalization: { name: 'QuadraticMean', scales: [0, 1] },
      factorization: { name: 'Scale', scales: [0] },
      fragmentation: { name: 'NoScale', scales: [] },
    },
    subgrids: [
      undefined,
      {
        ...importSubgrid([[1], [1, 2, 3]], [1, 2, 0]),
        axes: [
          { map: 'scale', min: 1, max: 2, nodes: 1, order: 0, reweight: false },
          { map: 'x', min: 0, max: 12, nodes: 3, order: 2, reweight: true },
        ],
      },
      undefined,
      undefined,
    ],
  });
}
