import { didYouMean } from '@parton/errors';
import { TheoryCovarianceError } from './theory-covariance-error.ts';

/** Which theories are compared, and how their differences become a covariance. */
export interface PointPrescription {
  readonly name: string;
  /** What varies in each theory, the reference first; for scales `(k_F, k_R)`. Shift k is theory k + 1 minus the reference. */
  readonly theories: readonly string[];
  readonly groups: readonly ShiftGroup[];
}

/**
 * Shifts that take each other's place independently in different processes, for instance those by a renormalisation
 * scale, which is another one in every process. Within a process a group of m shifts gives `weight sum_k D_k D_k^T`;
 * between processes A and B only its mean is common, which gives `weight/m (sum_k D_k^A) (sum_k D_k^B)^T`. So a group of
 * one shift is fully correlated between all data.
 */
export interface ShiftGroup {
  readonly weight: number;
  /** Which shifts, from 0. */
  readonly shifts: readonly number[];
}

type Definition = Omit<PointPrescription, 'name'>;

const CENTRAL = '(1, 1)';
const FACTORISATION = ['(2, 1)', '(0.5, 1)'];
const RENORMALISATION = ['(1, 2)', '(1, 0.5)'];
const BOTH = ['(2, 2)', '(0.5, 0.5)'];
const OPPOSITE = ['(2, 0.5)', '(0.5, 2)'];

/** Numbers of variations of the N3LO splitting functions gg, gq, qg, qq. */
const SPLITTING_FUNCTIONS = [19, 21, 15, 6];

/** Scale variations: arXiv:1906.10698, section 4. */
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  '3 point': scales([BOTH], 1 / 2, [[0, 1]]),
  '3f point': scales([FACTORISATION], 1 / 2, [[0], [1]]),
  '3r point': scales([RENORMALISATION], 1 / 2, [[0, 1]]),
  '5 point': scales([FACTORISATION, RENORMALISATION], 1 / 2, [[0], [1], [2, 3]]),
  '5bar point': scales([BOTH, OPPOSITE], 1 / 2, [
    [0, 2],
    [1, 3],
  ]),
  '7 point': scales([FACTORISATION, RENORMALISATION, BOTH], 1 / 3, [[0], [1], [2, 3], [4, 5]]),
  '9 point': scales([FACTORISATION, RENORMALISATION, BOTH, OPPOSITE], 1 / 4, [
    [0, 4, 6],
    [1, 5, 7],
    [2, 3],
  ]),
  'ad ihou': incompleteOrders(SPLITTING_FUNCTIONS),
  'fhmruvv ihou': incompleteOrders(Array<number>(7).fill(2)),
  'dis ihou': {
    theories: ['central DIS', 'lower bound DIS', 'upper bound DIS'],
    groups: [{ weight: 1 / 2, shifts: [0, 1] }],
  },
  '3pt missing': scales([['(1, 0.5 missing)', '(1, 2 missing)']], 1 / 2, [[0, 1]]),
  '3pt hadronic': scales([['(1, 0.5 hadronic)', '(1, 2 hadronic)']], 1 / 2, [[0, 1]]),
};

/** The names that {@link pointPrescription} knows, besides those of alpha_s. */
export const POINT_PRESCRIPTIONS: readonly string[] = Object.keys(DEFINITIONS);

/**
 * A prescription by the name that runcards have: one of {@link POINT_PRESCRIPTIONS}, or for instance
 * `alphas 0118 0120 0116`: the reference value of alpha_s(M_Z), a higher and a lower one.
 *
 * @throws TheoryCovarianceError for any other name
 */
export function pointPrescription(name: string): PointPrescription {
  const known = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : strongCoupling(name);
  if (known !== undefined) return { name, ...known };
  const near = didYouMean(name, POINT_PRESCRIPTIONS);
  throw new TheoryCovarianceError({
    where: { key: 'point_prescriptions' },
    found: name,
    expected: `one of ${POINT_PRESCRIPTIONS.join(', ')}, or alphas with three values`,
    ...(near === undefined ? {} : { cure: `Did you mean ${near}?` }),
  });
}

/** Any number of shifts that are independent of each other and correlated between all data, such as power corrections. */
export function independentShifts(name: string, count: number): PointPrescription {
  const variations = Array.from({ length: count }, (_, k) => `${k + 1}`);
  return { name, theories: ['central', ...variations], groups: alone(count, 1) };
}

function scales(pairs: readonly (readonly string[])[], weight: number, groups: number[][]): Definition {
  return { theories: [CENTRAL, ...pairs.flat()], groups: groups.map((shifts) => ({ weight, shifts })) };
}

/** Functions known in parts, each with some candidates that count as one variation together. */
function incompleteOrders(variations: readonly number[]): Definition {
  const label = (at: number, value: number): string =>
    `(${variations.map((_, i) => (i === at ? value : 0)).join(', ')})`;
  const theories = variations.flatMap((count, at) =>
    Array.from({ length: count }, (_, i) => label(at, i + 1)),
  );
  const weights = variations.flatMap((count) => Array<number>(count).fill(1 / count));
  return {
    theories: [label(0, 0), ...theories],
    groups: weights.map((weight, k) => ({ weight, shifts: [k] })),
  };
}

function strongCoupling(name: string): Definition | undefined {
  const values = /^alphas (0\d{3}) (0\d{3}) (0\d{3})$/.exec(name)?.slice(1);
  return values && { theories: values.map((value) => `(0.${value.slice(1)})`), groups: alone(2, 1 / 2) };
}

function alone(count: number, weight: number): ShiftGroup[] {
  return Array.from({ length: count }, (_, k) => ({ weight, shifts: [k] }));
}
