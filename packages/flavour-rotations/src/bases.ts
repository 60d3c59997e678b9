/**
 * The 14 flavours of the FK tables, in the order of their index. With `q+ = q + qbar` and `q- = q - qbar`, Sigma and
 * V are the sums of all q+ and q-; T3 = u+ - d+, T8 = u+ + d+ - 2 s+, T15 = u+ + d+ + s+ - 3 c+, and so on to
 * T35; V3 to V35 are the same with q-.
 */
// prettier-ignore
export const FK_BASIS = [
  'photon', 'Sigma', 'g', 'V', 'V3', 'V8', 'V15', 'V24', 'V35', 'T3', 'T8', 'T15', 'T24', 'T35',
] as const;
export type FkFlavour = (typeof FK_BASIS)[number];

/** The 9 flavours between the fit basis and the FK basis, named as in the runcards; cp = c + cbar. */
export const EVOLUTION_BASIS = ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 'cp', 'v15'] as const;
export type EvolutionFlavour = (typeof EVOLUTION_BASIS)[number];

/** The 14 flavours of an export grid, in the order of its columns. */
// prettier-ignore
export const LHAPDF_FLAVOURS = [
  'TBAR', 'BBAR', 'CBAR', 'SBAR', 'UBAR', 'DBAR', 'GLUON', 'D', 'U', 'S', 'C', 'B', 'T', 'PHT',
] as const;
export type LhapdfFlavour = (typeof LHAPDF_FLAVOURS)[number];
