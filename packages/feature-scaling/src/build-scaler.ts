import { InputError } from '@parton/errors';

/** The knots of the map, ascending: plain data. Between them it is a monotone cubic in ln x. */
export interface Scaler {
  /** ln x, `[K]`. */
  readonly logX: Float64Array;
  /** The fraction of the data below, from 0 to at most 1, `[K]`. */
  readonly fractions: Float64Array;
}

/** Grids and numbers of points that do not make a scaler. */
export class ScalerError extends InputError {}

/** Smallest x of all PDFs; it is made a knot if no grid reaches it. */
const X_MIN = 1e-9;

/**
 * The scaler of n3fit: the empirical distribution function of all x values, thinned to about `points + 1` knots.
 *
 * @param grids the x values of each group of data, in any order; values that occur more than once count more than once
 * @param points the runcard's `feature_scaling_points`
 * Throws {@link ScalerError} for x <= 0, and where the different values of x are too few for the points.
 */
export function buildScaler(grids: readonly Float64Array[], points: number): Scaler {
  const sorted = Float64Array.from(grids.flatMap((grid) => Array.from(grid))).sort();
  const wrong = sorted.find((x) => !(x > 0));
  if (wrong !== undefined) throw new ScalerError({ found: `x = ${wrong}`, expected: 'x > 0' });
  const { x, fractions } = distribution(sorted);
  const knots = selectKnots(x.length, points);
  if (knots === undefined) {
    throw new ScalerError({
      where: { key: 'parameters.feature_scaling_points' },
      found: `${points} points for ${x.length} different values of x`,
      expected: 'a whole number from 2 to well below the number of values',
      cure: 'Use fewer points, or no feature scaling',
    });
  }
  const pick = (values: readonly number[]) => Float64Array.from(knots, (knot) => values[knot] ?? Number.NaN);
  return { logX: pick(x).map(Math.log), fractions: pick(fractions) };
}

/** The different values of x and where they lie among all of them, as fractions. */
function distribution(sorted: Float64Array): { x: number[]; fractions: number[] } {
  const total = sorted.length;
  const prependMin = (sorted[0] ?? 1) > X_MIN;
  const start = prependMin ? 1 / total : 0;
  const steps = sorted.includes(1) ? total - 1 : total;
  const x = prependMin ? [X_MIN] : [];
  const fractions = prependMin ? [0] : [];
  const firstCount = sorted.lastIndexOf(sorted[0] ?? 0) + 1;
  sorted.forEach((value, i) => {
    if (value === sorted[i + 1]) return;
    x.push(value);
    fractions.push(start + ((1 - start) * (i + 1 - firstCount)) / steps);
  });
  return { x, fractions };
}

/** Every q-th of n values, the first two and the last; undefined where rounding makes two of them coincide. */
function selectKnots(n: number, points: number): number[] | undefined {
  if (!Number.isInteger(points) || points < 2) return undefined;
  const q = n / (points - 1);
  const [first = 0, ...others] = Array.from({ length: points - 1 }, (_, i) =>
    roundHalfToEven((i + 1) * q - 1),
  );
  const knots = first === 0 ? [0, 1, ...others] : [0, 1, first, ...others];
  return knots.every((knot, i) => knot > (knots[i - 1] ?? -1) && knot < n) ? knots : undefined;
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
