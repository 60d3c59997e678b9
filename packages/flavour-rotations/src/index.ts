/**
 * Rotations between flavour bases: fit basis, evolution basis, FK basis, LHAPDF flavours.
 *
 * @module
 */
export {};
