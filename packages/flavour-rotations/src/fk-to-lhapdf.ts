import { type NdArray, zeros } from '@parton/ndarray';
import { FK_BASIS, type FkFlavour, LHAPDF_FLAVOURS } from './bases.ts';
import { RotationError } from './rotation-error.ts';

/** Heavier ones are switched off first. */
const QUARKS = ['U', 'D', 'S', 'C', 'B', 'T'];
/** 60 times each q+ in terms of (Sigma, T3, T8, T15, T24, T35), and each q- in terms of (V, V3, V8, V15, V24, V35). */
const SIXTIETHS = [
  [10, 30, 10, 5, 3, 2],
  [10, -30, 10, 5, 3, 2],
  [10, 0, -20, 5, 3, 2],
  [10, 0, 0, -15, 3, 2],
  [10, 0, 0, 0, -12, 2],
  [10, 0, 0, 0, 0, -10],
];
const PLUS_AND_MINUS = [
  ['Sigma', 'V'],
  ['T3', 'V3'],
  ['T8', 'V8'],
  ['T15', 'V15'],
  ['T24', 'V24'],
  ['T35', 'V35'],
] as const;

/**
 * The flavours of an export grid in terms of the FK basis: `q = (q+ + q-) / 2`, `qbar = (q+ - q-) / 2`, gluon and photon
 * copied.
 *
 * @param activeFlavours 3 to 6; the pairs of heavier quarks are exactly zero
 * @returns `[14, 14]`; rows as `LHAPDF_FLAVOURS`, columns as `FK_BASIS`
 */
export function fkToLhapdf(activeFlavours: number): NdArray {
  if (![3, 4, 5, 6].includes(activeFlavours)) {
    throw new RotationError({ found: `${activeFlavours} active flavours`, expected: '3, 4, 5 or 6' });
  }
  const matrix = zeros([LHAPDF_FLAVOURS.length, FK_BASIS.length]);
  LHAPDF_FLAVOURS.forEach((name, i) => {
    const set = (flavour: FkFlavour, coefficient: number): void => {
      matrix.data[i * FK_BASIS.length + FK_BASIS.indexOf(flavour)] = coefficient;
    };
    if (name === 'GLUON') return set('g', 1);
    if (name === 'PHT') return set('photon', 1);
    const quark = QUARKS.indexOf(name.slice(0, 1));
    if (quark >= activeFlavours) return;
    const sign = name.endsWith('BAR') ? -1 : 1;
    PLUS_AND_MINUS.forEach(([plus, minus], k) => {
      const half = (SIXTIETHS[quark]?.[k] ?? 0) / 120;
      set(plus, half);
      set(minus, sign * half);
    });
  });
  return matrix;
}
