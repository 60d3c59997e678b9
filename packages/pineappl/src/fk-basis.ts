/**
 * Evolution-basis pids of the 14 flavours of an FK table, in their fixed order:
 * photon, Sigma, g, V, V3, V8, V15, V24, V35, T3, T8, T15, T24, T35.
 */
export const FK_PIDS: readonly number[] = [
  22, 100, 21, 200, 203, 208, 215, 224, 235, 103, 108, 115, 124, 135,
];
