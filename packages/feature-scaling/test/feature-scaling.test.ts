import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { buildScaler, scale, ScalerError } from '../src/index.ts';

/** Numbers in (0, 1) that look random and are the same in every run (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomGrids(seed: number): Float64Array[] {
  const random = uniform(seed);
  const common = Float64Array.from({ length: 25 }, () => 10 ** (-6 * random()));
  const own = Array.from({ length: 3 }, () => Float64Array.from({ length: 15 }, () => 10 ** (-5 * random())));
  return [
    common,
    ...own,
    common,
    ...(seed % 2 === 0 ? [Float64Array.of(1)] : []),
    ...(seed % 3 === 0 ? [Float64Array.of(1e-9)] : []),
  ];
}

/** Evenly spaced in ln x, with exact ends. */
function logGrid(from: number, to: number, n: number): Float64Array {
  const inner = (i: number) => Math.exp(Math.log(from) + (Math.log(to / from) * i) / (n - 1));
  return Float64Array.from({ length: n }, (_, i) => (i === 0 ? from : i === n - 1 ? to : inner(i)));
}

describe('scale', () => {
  it('agrees with n3fit where two groups share a grid (recorded from SciPy pchip)', () => {
    const grids = [
      [1e-9, 1e-6, 1e-4, 1e-2, 0.1, 0.3, 0.6, 0.9],
      [1e-9, 1e-6, 1e-4, 1e-2, 0.1, 0.3, 0.6, 0.9],
      [1e-4, 1e-3, 1e-2, 0.1, 0.3],
    ];
    const scaler = buildScaler(
      grids.map((grid) => Float64Array.from(grid)),
      4,
    );
    expect(scaler.logX).toBeAllclose([1e-9, 1e-6, 1e-4, 0.1, 0.9].map(Math.log), { rtol: 1e-15 });
    expect(scaler.fractions).toBeAllclose([0, 2 / 21, 5 / 21, 12 / 21, 19 / 21], { rtol: 1e-15 });
    expect(scale(scaler, Float64Array.of(1e-8, 1e-3, 0.5, 1))).toBeAllclose(
      [-0.9636127355425601, -0.3570510125581374, 0.5990078127725929, 0.8465137031807501],
      { rtol: 1e-12 },
    );
  });
  it.each([1, 2, 3, 4, 5, 6])(
    'rises from -1 to at most 1 between the outermost knots (random grids %i)',
    (seed) => {
      const scaler = buildScaler(randomGrids(seed), 4 + seed);
      const [first = 0, last = 0] = [scaler.logX[0], scaler.logX.at(-1)];
      const scaled = scale(scaler, logGrid(Math.exp(first), Math.exp(last), 2000));
      expect(scaled.every((value, i) => i === 0 || value > (scaled[i - 1] ?? 0))).toBe(true);
      expect(scaled[0]).toBeAllclose(-1, { atol: 1e-12 });
      expect(scaled.at(-1) ?? 0).toBeLessThanOrEqual(1 + 1e-12);
    },
  );
  it('goes through the knots', () => {
    const scaler = buildScaler(randomGrids(7), 6);
    expect(scale(scaler, scaler.logX.map(Math.exp))).toBeAllclose(
      scaler.fractions.map((fraction) => 2 * fraction - 1),
      { atol: 1e-12 },
    );
  });
  it('spreads the data evenly: in [-1, 1] their distribution is nearly uniform', () => {
    const grids = randomGrids(4);
    const all = Float64Array.from(grids.flatMap((grid) => [...grid]));
    const scaled = scale(buildScaler(grids, 20), all).sort();
    scaled.forEach((value, i) => expect(Math.abs(value - ((2 * i) / all.length - 1))).toBeLessThan(0.08));
  });
});

describe('buildScaler', () => {
  it('does not depend on the order of the grids nor on that of their values', () => {
    const grids = randomGrids(8);
    const other = grids.map((grid) => grid.toReversed()).reverse();
    expect(buildScaler(other, 7)).toEqual(buildScaler(grids, 7));
  });
  it('has the first two and the last value among about points + 1 knots', () => {
    const grid = logGrid(1e-9, 1, 42);
    const { logX } = buildScaler([grid], 5);
    const ln = Array.from(grid, Math.log);
    // q = 42 / 4: 9.5, 20, 30.5, 41, where 9.5 and 30.5 round to the even numbers 10 and 30
    expect(logX).toBeAllclose([0, 1, 10, 20, 30, 41].map((i) => ln[i] ?? 0));
  });
  it('adds x = 1e-9 where no grid reaches it', () => {
    expect(buildScaler([logGrid(1e-4, 1, 20)], 4).logX[0]).toBe(Math.log(1e-9));
  });
  it.each([
    [2, 2.5],
    [2, 1],
    [5, 12],
    [10, 6],
    [0, 3],
  ])('of %i values refuses %d points', (n, points) => {
    expect(() => buildScaler([logGrid(1e-9, 1, n)], points)).toThrow(ScalerError);
  });
  it('names what is wrong', () => {
    expect(() => buildScaler([logGrid(1e-9, 1, 10)], 30)).toThrow(
      /feature_scaling_points: found 30 points for 10/,
    );
    expect(() => buildScaler([Float64Array.of(0.5, 0)], 3)).toThrow('x = 0');
    expect(() => buildScaler([Float64Array.of(0.5, Number.NaN)], 3)).toThrow('x = NaN');
  });
});

sharedSuite('recorded scalers', 'fixtures/model.json', () => {
  interface Recorded {
    case: string;
    inputs: number[][];
    points: number;
    knot_x: number[];
    knot_y: number[];
    x: number[];
    scaled: number[];
  }
  it('agree', () => {
    const { scaler: cases } = readShared<{ scaler: Recorded[] }>('fixtures', 'model.json');
    expect(cases.length).toBe(3);
    for (const recorded of cases) {
      const scaler = buildScaler(
        recorded.inputs.map((grid) => Float64Array.from(grid)),
        recorded.points,
      );
      expect(scaler.logX, recorded.case).toBeAllclose(recorded.knot_x.map(Math.log), { rtol: 1e-14 });
      expect(scaler.fractions, recorded.case).toBeAllclose(recorded.knot_y, { rtol: 1e-14 });
      expect(scale(scaler, Float64Array.from(recorded.x)), recorded.case).toBeAllclose(recorded.scaled, {
        rtol: 1e-12,
        atol: 1e-14,
      });
    }
  });
});
