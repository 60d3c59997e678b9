/** The flavours of the bases that can be fitted, as `fitting.basis` names them. */
export const FIT_BASES: Readonly<Record<string, readonly string[]>> = {
  NN31IC: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 'cp'],
  NN31PC: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8'],
  EVOL: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15'],
  evolution: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15'],
  CCBAR_ASYMM: ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15', 'v15'],
  PDF4LHC20: ['sng', 'g', 'v', 'v3', 't3', 't8'],
  FLAVOUR: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'c', 'g'],
  FLAVOURPC: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'g'],
  CCBAR_ASYMM_FLAVOUR: ['u', 'ubar', 'd', 'dbar', 's', 'sbar', 'c', 'cbar', 'g'],
  POLARIZED_EVOL: ['sng', 'g', 't3', 't8'],
  POLARIZED_EVOL_CMP: ['sng', 'g', 't3', 't8', 'v', 'v3'],
};
