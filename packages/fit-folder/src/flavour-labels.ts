/** The columns of an export grid, in order. GLUON and PHT are the gluon and the photon. */
// prettier-ignore
export const FLAVOUR_LABELS = [
  'TBAR', 'BBAR', 'CBAR', 'SBAR', 'UBAR', 'DBAR', 'GLUON', 'D', 'U', 'S', 'C', 'B', 'T', 'PHT',
] as const;
