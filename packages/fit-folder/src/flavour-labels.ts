/** The 14 columns of an export grid: LHAPDF's flavours, quarks before antiquarks reversed, PHT the photon. */
// prettier-ignore
export const FLAVOUR_LABELS = [
  'TBAR', 'BBAR', 'CBAR', 'SBAR', 'UBAR', 'DBAR', 'GLUON', 'D', 'U', 'S', 'C', 'B', 'T', 'PHT',
] as const;
