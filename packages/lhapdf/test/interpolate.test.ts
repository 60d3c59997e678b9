import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { LhapdfError, parsePdfMember, xfx, xfxGrid } from '../src/index.ts';
import { memberText } from './synthetic.ts';

/** Bilinear in ln x and ln Q: the interpolation must be exact. */
const bilinear = (pid: number, x: number, q: number) => pid + (2 - Math.log(x)) * (1 + 0.3 * Math.log(q));
const member = parsePdfMember(memberText(bilinear), 'synthetic.dat');
const points = Float64Array.of(1e-5, 3e-5, 0.0123, 0.3, 0.77, 1);

describe('xfx', () => {
  it.each([2, 2.5, 4.999, 5, 6, 77, 100])('of a bilinear function is exact at Q = %d', (q) => {
    for (const pid of [-2, 21, 1]) {
      for (const x of points)
        expect(xfx(member, pid, x, q)).toBeAllclose(bilinear(pid, x, q), { rtol: 1e-13 });
    }
  });
  it('is exact at the nodes for any values, bit by bit', () => {
    const wild = (pid: number, x: number, q: number) => Math.sin(1e5 * x + 7 * q + pid);
    const { subgrids, ...rest } = parsePdfMember(memberText(wild), 'wild.dat');
    for (const [s, { x, q, pids }] of subgrids.entries()) {
      // The last scale of the first grid belongs to the second.
      for (const scale of q.subarray(0, s === 0 ? -1 : q.length)) {
        for (const a of x)
          for (const pid of pids) expect(xfx({ ...rest, subgrids }, pid, a, scale)).toBe(wild(pid, a, scale));
      }
    }
  });
  it('is smooth in x and Q inside a grid: value and slope are continuous at a node', () => {
    const curved = parsePdfMember(
      memberText((_, x, q) => Math.log(x) ** 2 * Math.log(q) ** 2),
      'curved.dat',
    );
    const slope = (from: [number, number], to: [number, number]) =>
      xfx(curved, 21, ...to) - xfx(curved, 21, ...from);
    const step = 1 + 1e-6;
    expect(slope([0.01, 9], [0.01 * step, 9])).toBeAllclose(slope([0.01 / step, 9], [0.01, 9]), {
      rtol: 1e-4,
    });
    expect(slope([0.03, 20], [0.03, 20 * step])).toBeAllclose(slope([0.03, 20 / step], [0.03, 20]), {
      rtol: 1e-4,
    });
  });
  it('is continuous across a threshold if the grids are', () => {
    const smooth = parsePdfMember(
      memberText((pid, x, q) => pid * Math.sqrt(x) * Math.log(q) ** 2),
      'smooth.dat',
    );
    for (const x of points) {
      const above = xfx(smooth, 2, x, 5);
      expect(xfx(smooth, 2, x, 5 * (1 - 1e-12))).toBeAllclose(above, { rtol: 1e-10 });
    }
  });
  it('never mixes the grids on both sides of a threshold', () => {
    const step = parsePdfMember(
      memberText((pid, _, q) => (q < 5 ? 1 : pid)),
      'step.dat',
    );
    expect(xfx(step, 5, 0.1, 5)).toBe(5);
    expect(xfx(step, 21, 0.1, 5)).toBe(21);
    // Bottom exists above the threshold only.
    expect(xfx(step, 5, 0.1, 4.9999)).toBe(0);
  });
  it('knows the gluon by 0 and 21; what the set lacks is 0', () => {
    expect(xfx(member, 0, 0.1, 3)).toBe(xfx(member, 21, 0.1, 3));
    expect(xfx(member, 22, 0.1, 3)).toBe(0);
  });
  it.each([
    [9e-6, 3],
    [1.01, 3],
    [0.1, 1.99],
    [0.1, 101],
    [0, 3],
    [Number.NaN, 3],
    [0.1, Number.NaN],
  ])('refuses to extrapolate to x = %d, Q = %d', (x, q) => {
    expect(() => xfx(member, 21, x, q)).toThrow(LhapdfError);
    expect(() => xfx(member, 21, x, q)).toThrow(
      `synthetic.dat: found x = ${x}, Q = ${q} GeV, expected x in [0.00001, 1], Q in [2, 100] GeV`,
    );
  });
  it('takes an end of the grid that differs by the rounding of its digits', () => {
    expect(xfx(member, 21, 9.999999e-6, 2)).toBe(xfx(member, 21, 1e-5, 2));
    expect(xfx(member, 21, 0.1, 1.9999999)).toBe(xfx(member, 21, 0.1, 2));
    expect(xfx(member, 21, 0.1, 100.00001)).toBe(xfx(member, 21, 0.1, 100));
  });
});

describe('xfxGrid', () => {
  it('is xfx of every parton and point, [F, N]', () => {
    const pids = [21, -2, 5, 22];
    const grid = xfxGrid(member, pids, points, 9);
    expect(grid.shape).toEqual([4, 6]);
    const expected = pids.flatMap((pid) => [...points].map((x) => xfx(member, pid, x, 9)));
    expect(grid.data).toEqual(Float64Array.from(expected));
  });
});
