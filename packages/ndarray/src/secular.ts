/** `diag(poles) + rho weights weights^T`; poles ascend strictly, weights are not 0, rho > 0. */
export interface RankOneUpdate {
  readonly poles: Float64Array;
  readonly weights: Float64Array;
  readonly rho: number;
}

/** A root that is `mu` away from a pole: the distance of the two is known much better than the root. */
interface Root {
  readonly origin: number;
  readonly mu: number;
}

/** More than ever needed; not reached unless the input is not finite. */
const MAX_STEPS = 100;
const PRECISION = Number.EPSILON;

/**
 * Root k of the secular equation `1 + rho sum_i weights_i^2 / (poles_i - lambda) = 0`, which is eigenvalue k of the
 * update and lies above pole k. Writes `poles_i - lambda` into `distances`, to full relative precision.
 */
export function secularRoot(update: RankOneUpdate, k: number, distances: Float64Array): number {
  const { poles } = update;
  const { origin, mu } = k + 1 < poles.length ? innerRoot(update, k) : lastRoot(update);
  const pole = poles[origin] ?? 0;
  for (let i = 0; i < poles.length; i++) distances[i] = (poles[i] ?? 0) - pole - mu;
  return pole + mu;
}

/**
 * Each side of the sum is replaced by a constant and its next pole, with the right value and slope: the "middle way" of
 * R.-C. Li, LAPACK Working Note 89 (1993). Bisection takes over where that leaves the bracket.
 */
function innerRoot(update: RankOneUpdate, k: number): Root {
  const { poles } = update;
  const width = (poles[k + 1] ?? 0) - (poles[k] ?? 0);
  const left = secularSum(update, k, { origin: k, mu: width / 2 }).value >= 0;
  const origin = left ? k : k + 1;
  let [low, high] = left ? [0, width / 2] : [-width / 2, 0];
  let mu = left ? high : low;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { value, error, slopeBelow, slopeAbove } = secularSum(update, k, { origin, mu });
    if (Math.abs(value) <= error) break;
    if (value < 0) low = mu;
    else high = mu;
    const below = (left ? 0 : -width) - mu;
    const above = (left ? width : 0) - mu;
    const a = (below + above) * value - below * above * (slopeBelow + slopeAbove);
    const b = below * above * value;
    const c = value - below * slopeBelow - above * slopeAbove;
    const next = mu + smallerRoot(a, b, c);
    const inside = next > low && next < high;
    const last = mu;
    mu = inside ? next : (low + high) / 2;
    if (Math.abs(mu - last) <= PRECISION * Math.abs(mu)) break;
  }
  return { origin, mu };
}

/** The root of `c x^2 - a x + b` that goes to 0 with b, without cancellation. */
function smallerRoot(a: number, b: number, c: number): number {
  const root = Math.sqrt(Math.max(0, a * a - 4 * b * c));
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

/** Above the last pole the sum is replaced by a constant and that pole; this converges from one side. */
function lastRoot(update: RankOneUpdate): Root {
  const { weights, rho } = update;
  const origin = weights.length - 1;
  let low = 0;
  let high = rho * weights.reduce((sum, weight) => sum + weight * weight, 0);
  let mu = high;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { value, error, slopeBelow } = secularSum(update, origin, { origin, mu });
    if (Math.abs(value) <= error) break;
    if (value < 0) low = mu;
    else high = mu;
    const next = mu - (mu * value) / (value + mu * slopeBelow);
    const last = mu;
    mu = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(mu - last) <= PRECISION * Math.abs(mu)) break;
  }
  return { origin, mu };
}

interface SecularSum {
  readonly value: number;
  /** Rounding of the value. */
  readonly error: number;
  /** Slope of the terms up to pole k, and of those above. */
  readonly slopeBelow: number;
  readonly slopeAbove: number;
}

function secularSum({ poles, weights, rho }: RankOneUpdate, k: number, { origin, mu }: Root): SecularSum {
  const pole = poles[origin] ?? 0;
  let below = 0;
  let slopeBelow = 0;
  for (let i = 0; i <= k; i++) {
    const ratio = (weights[i] ?? 0) / ((poles[i] ?? 0) - pole - mu);
    below += (weights[i] ?? 0) * ratio;
    slopeBelow += ratio * ratio;
  }
  let above = 0;
  let slopeAbove = 0;
  for (let i = poles.length - 1; i > k; i--) {
    const ratio = (weights[i] ?? 0) / ((poles[i] ?? 0) - pole - mu);
    above += (weights[i] ?? 0) * ratio;
    slopeAbove += ratio * ratio;
  }
  return {
    value: 1 + rho * (below + above),
    error: 4 * PRECISION * (1 + rho * (Math.abs(below) + Math.abs(above))),
    slopeBelow: rho * slopeBelow,
    slopeAbove: rho * slopeAbove,
  };
}
