import { sharedSuite, readShared } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { divideByX, gaussGrid, gaussLegendre, trapezoidGrid } from '../src/index.ts';

const sum = (grid: { x: Float64Array; weights: Float64Array }, g: (x: number) => number) =>
  grid.x.reduce((total, x, i) => total + (grid.weights[i] ?? 0) * g(x), 0);

describe('gaussLegendre', () => {
  it.each([1, 2, 5, 16, 60])('%i nodes integrate every power up to 2n - 1 exactly', (n) => {
    const { nodes, weights } = gaussLegendre(n, -1, 2);
    for (let power = 0; power < 2 * n; power++) {
      const got = nodes.reduce((total, x, i) => total + (weights[i] ?? 0) * (x / 2) ** power, 0);
      expect(got).toBeAllclose((2 / (power + 1)) * (1 - (-0.5) ** (power + 1)), { atol: 1e-13 });
    }
  });
  it('refuses zero nodes', () => expect(() => gaussLegendre(0, 0, 1)).toThrow('0 nodes'));
});

describe('trapezoidGrid', () => {
  const grid = trapezoidGrid();
  it('has the points and weights of the reference program (n3fit, 2000 points)', () => {
    const at = (i: number) => [grid.x[i], grid.weights[i]].map(Number);
    expect(at(0)).toBeAllclose([1e-9, 9.295694027057354e-12], { rtol: 1e-12 });
    expect(at(999)).toBeAllclose([0.09817479430199844, 0.0018085488188014781], { rtol: 1e-12 });
    expect(at(1000)).toBeAllclose([0.1, 0.0013630532994512376], { rtol: 1e-12 });
    expect(at(1999)).toBeAllclose([1, 0.00045045045045044585], { rtol: 1e-12 });
  });
  it('is exact for linear functions', () => {
    expect(sum(grid, (x) => 3 * x - 1)).toBeAllclose(1.5 * (1 - 1e-18) - (1 - 1e-9), { rtol: 1e-12 });
  });
  it('refuses too few points', () => expect(() => trapezoidGrid(3)).toThrow('nx = 3'));
});

describe('gaussGrid', () => {
  const grid = gaussGrid();
  it('has about a hundred ascending nodes inside (1e-9, 1)', () => {
    expect(grid.x.length).toBe(100);
    expect([...grid.x].every((x, i) => x > (grid.x[i - 1] ?? 1e-9) && x < 1)).toBe(true);
  });
  it('integrates valence-like and momentum-like shapes to 1e-6; 2000 trapezoids stay within 1e-4', () => {
    // int_0^1 x^a (1-x)^b = B(a+1, b+1); the part below 1e-9 is 1e-9^(a+1)/(a+1) to first order.
    const beta = (a: number, b: number) => {
      const fine = gaussGrid({ logarithmic: 400, linear: 400 });
      return sum(fine, (x) => x ** a * (1 - x) ** b);
    };
    for (const [a, b] of [
      [-0.3, 3],
      [-0.74, 2.2],
      [-0.1, 5.5],
      [0.2, 1.5],
    ] as const) {
      expect(sum(grid, (x) => x ** a * (1 - x) ** b)).toBeAllclose(beta(a, b), { rtol: 1e-6 });
      expect(sum(trapezoidGrid(), (x) => x ** a * (1 - x) ** b)).toBeAllclose(beta(a, b), { rtol: 1e-4 });
    }
  });
  it('of 3 x^2 + 1/x is exact', () => {
    const exact = 1 - 1e-27 + Math.log(1e9);
    expect(sum(gaussGrid({ logarithmic: 30, linear: 30 }), (x) => 3 * x * x + 1 / x)).toBeAllclose(exact, {
      rtol: 1e-12,
    });
  });
});

describe('divideByX', () => {
  it('divides the valence rows by default and any others on request', () => {
    const x = Float64Array.of(1, 2, 3);
    const factors = divideByX(x);
    for (let flavour = 0; flavour < 14; flavour++) {
      const row = factors.data.subarray(flavour * 3, flavour * 3 + 3);
      expect(row).toBeAllclose(flavour >= 3 && flavour <= 6 ? [1, 1 / 2, 1 / 3] : [1, 1, 1], { rtol: 1e-15 });
    }
    expect(divideByX(x, [0, 1], 2).data).toBeAllclose([1, 0.5, 1 / 3, 1, 0.5, 1 / 3], { rtol: 1e-15 });
  });
});

sharedSuite('recorded grids', 'fixtures/model.json', () => {
  it('agree for 7 and for 2000 points', () => {
    interface Grid {
      idx: number[];
      x: number[];
      w: number[];
      nx7: { x: number[]; w: number[] };
    }
    const { integration_grid: recorded } = readShared<{ integration_grid: Grid }>('fixtures', 'model.json');
    const grid = trapezoidGrid();
    expect(recorded.idx.map((i) => grid.x[i] ?? 0)).toBeAllclose(recorded.x, { rtol: 1e-12 });
    expect(recorded.idx.map((i) => grid.weights[i] ?? 0)).toBeAllclose(recorded.w, { rtol: 1e-10 });
    expect(trapezoidGrid(7).x).toBeAllclose(recorded.nx7.x, { rtol: 1e-12 });
    expect(trapezoidGrid(7).weights).toBeAllclose(recorded.nx7.w, { rtol: 1e-12 });
  });
});
