import { ndarray } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { arcLengthGrid, arcLengths, integrabilityNumbers, type PdfFunction, sumRules } from '../src/index.ts';

/** A PDF from one formula per FK index. */
function pdf(formula: (x: number, flavour: number) => number): PdfFunction {
  return (x) =>
    ndarray(Array.from({ length: 14 }, (_, flavour) => Array.from(x, (at) => formula(at, flavour))).flat(), [
      14,
      x.length,
    ]);
}
/** The integrals of the tests are over polynomials: five Gauss-Legendre nodes on [0, 1] are exact for them. */
const HALF_DISTANCES = [0, 0.5384693101056831, 0.906179845938664];
const HALF_WEIGHTS = [0.5688888888888889, 0.47862867049936647, 0.23692688505618908];
const gauss = {
  x: Float64Array.from(
    [-2, -1, 0, 1, 2],
    (k) => 0.5 + (Math.sign(k) * (HALF_DISTANCES[Math.abs(k)] ?? 0)) / 2,
  ),
  weights: Float64Array.from([2, 1, 0, 1, 2], (k) => (HALF_WEIGHTS[k] ?? 0) / 2),
};

describe('arc lengths', () => {
  it('have the recorded values of an independent implementation (model.json arc_length)', () => {
    expect(arcLengths(pdf(() => 0))).toBeAllclose(Array(5).fill(0.9899487587939698), { rtol: 1e-14 });
    expect(arcLengths(pdf((x) => x ** 0.3 * (1 - x) ** 3))).toBeAllclose(Array(5).fill(1.005449976455248), {
      rtol: 1e-13,
    });
    expect(arcLengths(pdf((x) => x))).toBeAllclose(Array(5).fill(1.4597168280007236), { rtol: 1e-13 });
  });
  it('of straight lines x * (x f) = a x are those of the zero function times sqrt(1 + a^2)', () => {
    const slopes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
    const lengths = arcLengths(pdf((_, flavour) => slopes[flavour] ?? 0));
    expect(lengths).toBeAllclose(
      [1, 2, 3, 4, 5].map((a) => 0.9899487587939698 * Math.hypot(1, a)),
      { rtol: 1e-12 },
    );
  });
  it('do not depend on the sign of a PDF', () => {
    const wiggle = (x: number) => Math.sin(40 * x);
    expect(arcLengths(pdf((x) => -wiggle(x)))).toEqual(arcLengths(pdf(wiggle)));
  });
  it('integrate a parabola exactly: d(x xf)/dx with 1 + d^2 = (1 + x^2)^2', () => {
    // the forward difference of the primitive F at the grid is what enters, so choose F with that difference
    const grid = arcLengthGrid();
    expect(grid.length).toBe(597);
    expect([...grid].every((x, i) => x > (grid[i - 1] ?? 0) && x < 1)).toBe(true);
    const speed = (x: number) => Math.sqrt((1 + x * x) ** 2 - 1);
    const xf = (x: Float64Array) => {
      const values = new Float64Array(14 * x.length);
      let curve = 0;
      x.forEach((at, i) => {
        for (let flavour = 0; flavour < 14; flavour++) values[flavour * x.length + i] = curve / at;
        // the speed of step i counts at the right end of the step
        const step = (x[i + 1] ?? 1) - at;
        curve += step * speed(at + step);
      });
      return ndarray(values, [14, x.length]);
    };
    const primitive = (x: number) => x + x ** 3 / 3;
    const exact = [
      [1e-6, 1e-4],
      [1e-4, 1e-2],
      [1e-2, 1],
    ].reduce((sum, [a = 0, b = 0]) => {
      const step = (b - a) / 199;
      return sum + primitive(b - step) - primitive(a + step);
    }, 0);
    expect(arcLengths(xf)).toBeAllclose(Array(5).fill(exact), { rtol: 1e-12 });
  });
  it('take Sigma, g, V, V3, V8', () => {
    for (const [position, flavour] of [1, 2, 3, 4, 5].entries()) {
      const lengths = arcLengths(pdf((x, f) => (f === flavour ? x : 0)));
      expect(lengths.map((length) => length > 1)).toEqual([0, 1, 2, 3, 4].map((k) => k === position));
    }
  });
  it('keep a NaN to its flavour', () => {
    const lengths = arcLengths(pdf((x, f) => (f === 3 ? Number.NaN : x)));
    expect(lengths.map(Number.isNaN)).toEqual([false, false, true, false, false]);
  });
});

describe('integrability numbers', () => {
  it('have the recorded value of an independent implementation (model.json integrability_number)', () => {
    const numbers = integrabilityNumbers(pdf((x) => -(x ** 0.3) * (1 - x) ** 3));
    expect(numbers).toBeAllclose(Array(5).fill(0.013919613859344267), { rtol: 1e-13 });
  });
  it('take V, T3, V3, T8, V8', () => {
    expect(integrabilityNumbers(pdf((_, flavour) => flavour))).toEqual([9, 27, 12, 30, 15]);
  });
});

describe('sum rules', () => {
  it('are 1, 2, 1, 0 for a proton of polynomials', () => {
    const q = (n: number) => (x: number) => n * 6 * x * x * (1 - x); // f = 6 x (1 - x) times n: n quarks
    const u = q(2);
    const d = q(1);
    // FK basis of a sea-less proton: V = Sigma = u + d = V8 = V15 = ..., V3 = u - d
    const xf = pdf((x, flavour) => {
      if (flavour === 0) return 0.02 * 2 * x;
      if (flavour === 2) return -0.52 * 2 * x; // the quarks of this proton carry 3 / 2
      if (flavour === 4 || flavour === 9) return u(x) - d(x);
      return u(x) + d(x);
    });
    const { momentum, uValence, dValence, sValence } = sumRules(xf, gauss);
    expect([momentum, uValence, dValence, sValence]).toBeAllclose([1, 2, 1, 0], { atol: 1e-13 });
  });
  it('see strangeness in V8 only', () => {
    // one s quark more than sbar: V = 1, V8 = -2, V15 = V24 = V35 = 1
    const numbers = [0, 0, 0, 1, 0, -2, 1, 1, 1, 0, 0, 0, 0, 0];
    const xf = pdf((x, flavour) => x * (numbers[flavour] ?? 0));
    expect(Object.values(sumRules(xf, gauss))).toBeAllclose([0, 0, 0, 1], { atol: 1e-13 });
  });
});
