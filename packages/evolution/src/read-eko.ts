import { type Card, numberAt, numbersAt, parseCard, reject, rowsAt, valueAt } from './card.ts';
import { areNodes, type Eko, type EvolutionPoint, isPoint } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import { MAX_CARD, readStored, type StoredFiles } from './stored-file.ts';
import { listOperators, readOperator, type StoredOperator } from './stored-operator.ts';
import { readTheory } from './theory.ts';

const MAX_POINTS = 1000;
/** Scales in the list of points and at the operators agree to rounding. */
const SAME_SCALE = 1e-9;

/**
 * The operators in the files of an EKO, data versions 1 (as far as written by eko 0.13.5 and later) to 3.
 *
 * @param file path of the archive, for messages
 *
 * Throws EvolutionError with file and key for what is missing, damaged or of another version.
 */
export function readEko(files: StoredFiles, file: string): Eko {
  const card = (path: string) => parseCard(readStored({ file, files }, path, MAX_CARD), { file, path });
  const metadata = card('metadata.yaml');
  const operator = card('operator.yaml');
  checkVersion(metadata);
  const x = readNodes(metadata);
  const operators = locateOperators(operator, listOperators(files, file));
  return {
    file,
    q2: numbersAt(metadata, 'origin')[0] ?? reject(metadata, 'origin', 'a scale and a number of flavours'),
    points: operators.map(({ point }) => point),
    x,
    degree: readDegree(operator, x),
    theory: readTheory(card('theory.yaml'), operator),
    operator: (i) => {
      const stored = operators[i]?.stored;
      if (stored !== undefined) return readOperator(stored, x.length);
      throw new EvolutionError({
        where: { file },
        found: `point ${i}`,
        expected: `0 to ${operators.length - 1}`,
      });
    },
  };
}

function checkVersion(metadata: Card): void {
  const version = numberAt(metadata, 'data_version');
  if (![1, 2, 3].includes(version)) reject(metadata, 'data_version', '1, 2 or 3');
  // Old archives could be rotated to other bases, and said so here.
  for (const key of ['inputgrid', 'targetgrid', 'inputpids', 'targetpids']) {
    if ((valueAt(metadata, `bases.${key}`) ?? null) !== null) reject(metadata, `bases.${key}`, 'nothing');
  }
}

function readNodes(metadata: Card): Float64Array {
  const key = valueAt(metadata, 'xgrid') === undefined ? 'bases.xgrid' : 'xgrid';
  const x = numbersAt(metadata, key);
  return areNodes(x) ? Float64Array.from(x) : reject(metadata, key, '2 to 1000 ascending nodes in (0, 1]');
}

function readDegree(operator: Card, x: Float64Array): number {
  if (valueAt(operator, 'configs.interpolation_is_log') !== true) {
    reject(operator, 'configs.interpolation_is_log', 'true');
  }
  const key = 'configs.interpolation_polynomial_degree';
  const degree = numberAt(operator, key);
  const isDegree = Number.isInteger(degree) && degree >= 1 && degree < x.length;
  return isDegree ? degree : reject(operator, key, `1 to ${x.length - 1}`);
}

/** The operator of each point of the card, by flavour number, then by scale. */
function locateOperators(
  card: Card,
  operators: readonly StoredOperator[],
): { point: EvolutionPoint; stored: StoredOperator }[] {
  const points = rowsAt(card, 'mugrid').map(([q = 0, nf = 0]) => ({ q, nf }));
  if (points.length === 0 || points.length > MAX_POINTS || !points.every(isPoint)) {
    reject(card, 'mugrid', `1 to ${MAX_POINTS} scales, each with 3 to 6 flavours`);
  }
  points.sort((a, b) => a.nf - b.nf || a.q - b.q);
  return points.map((point) => ({ point, stored: operatorOf(point, operators, card) }));
}

function operatorOf(
  { q, nf }: EvolutionPoint,
  stored: readonly StoredOperator[],
  card: Card,
): StoredOperator {
  const isAt = (operator: StoredOperator) =>
    operator.nf === nf && Math.abs(operator.scale - q ** 2) <= SAME_SCALE * q ** 2;
  const [operator, ...others] = stored.filter(isAt);
  if (operator !== undefined && others.length === 0) return operator;
  throw new EvolutionError({
    where: { file: card.place.file },
    found: `${operator === undefined ? 'no' : others.length + 1} operators for Q = ${q} GeV, nf = ${nf}`,
    expected: 'one for each point of its mugrid',
    cure: 'The computation of the operators may have been interrupted',
  });
}
