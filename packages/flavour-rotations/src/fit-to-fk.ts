import { didYouMean } from '@parton/errors';
import { matmul, type NdArray, zeros } from '@parton/ndarray';
import { EVOLUTION_BASIS, type EvolutionFlavour, FK_BASIS, type FkFlavour } from './bases.ts';
import { fitBasisTable } from './fit-bases.ts';
import { RotationError } from './rotation-error.ts';

/**
 * The evolution basis in terms of the fitted flavours.
 *
 * @param basis one of `FIT_BASES`
 * @param flavours all flavours of the basis, in the order of the runcard (which is that of the network's outputs)
 * @returns `[9, F]`; rows as `EVOLUTION_BASIS`, columns as `flavours`
 * Throws {@link RotationError} for a basis or a flavour that is unknown, and for one that is repeated or missing.
 */
export function fitToEvolution(basis: string, flavours: readonly string[]): NdArray {
  const table = fitBasisTable(basis);
  checkFlavours(basis, table.flavours, flavours);
  const matrix = zeros([EVOLUTION_BASIS.length, flavours.length]);
  EVOLUTION_BASIS.forEach((target, i) => {
    const combination = table.combinations[target] ?? { [target]: 1 };
    flavours.forEach((flavour, j) => {
      matrix.data[i * flavours.length + j] = combination[flavour] ?? 0;
    });
  });
  return matrix;
}

/** Below the bottom threshold b = t = 0: V24 = V35 = V, T24 = T35 = Sigma, T15 = Sigma - 4 c+. The photon is not fitted. */
const FK_FROM_EVOLUTION: Readonly<Record<FkFlavour, Partial<Record<EvolutionFlavour, number>>>> = {
  photon: {},
  Sigma: { sng: 1 },
  g: { g: 1 },
  V: { v: 1 },
  V3: { v3: 1 },
  V8: { v8: 1 },
  V15: { v15: 1 },
  V24: { v: 1 },
  V35: { v: 1 },
  T3: { t3: 1 },
  T8: { t8: 1 },
  T15: { sng: 1, cp: -4 },
  T24: { sng: 1 },
  T35: { sng: 1 },
};

/** The FK basis in terms of the evolution basis, `[14, 9]`. */
export function evolutionToFk(): NdArray {
  const data = FK_BASIS.flatMap((target) =>
    EVOLUTION_BASIS.map((flavour) => FK_FROM_EVOLUTION[target][flavour] ?? 0),
  );
  return { shape: [FK_BASIS.length, EVOLUTION_BASIS.length], data: Float64Array.from(data) };
}

/** The FK basis in terms of the fitted flavours, `[14, F]`: `evolutionToFk() x fitToEvolution(basis, flavours)`. */
export function fitToFk(basis: string, flavours: readonly string[]): NdArray {
  return matmul(evolutionToFk(), fitToEvolution(basis, flavours));
}

function checkFlavours(basis: string, known: readonly string[], flavours: readonly string[]): void {
  const expected = `the flavours of ${basis}, each once: ${known.join(', ')}`;
  const fail = (found: string, cure?: string): never => {
    throw new RotationError({ where: { key: 'fitting.basis' }, found, expected, cure });
  };
  flavours.forEach((flavour, j) => {
    if (!known.includes(flavour)) {
      const near = didYouMean(flavour, known);
      fail(`the flavour ${flavour}`, near === undefined ? undefined : `Did you mean ${near}?`);
    }
    if (flavours.indexOf(flavour) !== j) fail(`${flavour} twice`);
  });
  const missing = known.filter((flavour) => !flavours.includes(flavour));
  if (missing.length > 0) fail(`no ${missing.join(', ')}`);
}
