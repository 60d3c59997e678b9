import '@parton/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { alphaS as alphaSOfSet, readPdfMember, readPdfSet, xfxGrid } from '@parton/lhapdf';
import { type NdArray, ndarray, row, zeros } from '@parton/ndarray';
import { sharedSuite } from '@parton/testing';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { alphaS, ekoFromBytes, EKO_PIDS, evolve, EvolutionError, openEko, pdfMembers } from '../src/index.ts';
import { parseNpz } from '../src/npz.ts';
import { npy } from './make-eko.ts';

const file = demoPath('evolution', 'demo-evolution.npz');
const eko = openEko(file);
const t0 = readPdfSet(demoPath('lhapdf', 'DEMO_t0'));

/** DEMO_t0 at the fitting scale, at the nodes, which its file and the operators share. */
function initialDemo(): NdArray {
  const grid = readPdfMember(demoPath('lhapdf', 'DEMO_t0')).subgrids[0];
  const [nodes = 0, scales = 0, flavours = 0] = grid?.values.shape ?? [];
  const value = (pid: number, k: number) => {
    const place = grid?.pids.indexOf(pid) ?? -1;
    const isLight = Math.abs(pid) <= 4 || pid === 21;
    return place < 0 || !isLight ? 0 : (grid?.values.data[k * scales * flavours + place] ?? 0);
  };
  return ndarray(
    EKO_PIDS.flatMap((pid) => Array.from({ length: nodes }, (_, k) => value(pid, k))),
    [1, 14, nodes],
  );
}
const initial = { q2: 1.65 ** 2, x: eko.x, pids: EKO_PIDS, xf: initialDemo() };
const evolved = evolve(eko, initial);
const scales = [...evolved.scales()];

describe('the operators of the demo', () => {
  it('lead from the fitting scale over the bottom threshold to 100 TeV', () => {
    expect(eko.points.length).toBe(28);
    expect(eko.points.filter(({ q }) => q === 4.92).map(({ nf }) => nf)).toEqual([4, 5]);
    expect(eko.points.at(-1)).toEqual({ q: 1e5, nf: 5 });
    expect(evolved.below).toBe(0);
  });
  it('change nothing at the fitting scale', () => {
    expect(scales[0]?.xf.data).toBeAllclose(initial.xf.data, { rtol: 1e-14, atol: 1e-18 });
  });
  it.each([
    // The full operator of EKO on DEMO_t0 (demo-evolution-check.npz): point, parton, node.
    [3, 21, 10, 5.54509831841965],
    [8, -3, 25, 0.318626191692572],
    [9, 5, 20, -0.020233451023553693],
    [9, 4, 30, 0.05910405308425502],
    [15, 2, 35, 0.6083789120089146],
    [20, 21, 0, 788.6606501126035],
    [20, -1, 40, 0.0014223703813829663],
    [27, 5, 15, 7.625134369583524],
    [27, -2, 28, 0.3956783545007907],
    [27, 1, 45, 0.00029633637490987915],
  ])('at point %i, parton %i, node %i are those of EKO', (point, pid, node, expected) => {
    const xf = scales[point]?.xf.data[EKO_PIDS.indexOf(pid) * 50 + node];
    expect(xf).toBeAllclose(expected, { rtol: 1e-5 });
  });
  it('agree with the evolution of DEMO_t0 itself, which another code made', () => {
    const [member] = pdfMembers(evolved, [1]);
    const [central] = t0.members;
    if (member === undefined || central === undefined) throw new Error('no member');
    const x = Float64Array.of(1e-4, 1e-3, 0.01, 0.1, 0.3, 0.6);
    for (const q of [3, 10, 100, 5000]) {
      const [mine, other] = [member, central].map((pdf) => xfxGrid(pdf, [21, 2, -2, 3, 4], x, q).data);
      expect(mine).toBeAllclose(other ?? [], { rtol: 2e-3, atol: 1e-4 });
    }
  });
  it('conserve momentum and valence at every scale, but for what flows below the first node', () => {
    const sums = scales.map(({ xf }) => sumRules(xf));
    const [start = []] = sums;
    sums.forEach(([momentum, u, d, s]) => {
      expect(momentum).toBeAllclose(start[0] ?? 0, { atol: 3e-3 });
      expect([u, d, s].map(Number)).toBeAllclose(start.slice(1), { atol: 6e-3 });
    });
    // Not because nothing happens.
    expect(scales.at(-1)?.xf.data[7 * 50 + 20]).toBeGreaterThan(2 * (initial.xf.data[7 * 50 + 20] ?? 0));
  });
  it('come with the coupling of DEMO_t0 and of the README of the operators', () => {
    expect(alphaS(eko.theory, { q: 100, nf: 5 })).toBeAllclose(0.11638067733459424, { rtol: 1e-14 });
    for (const q of [1.8, 4, 10, 700]) {
      expect(alphaS(eko.theory, { q, nf: q < 4.92 ? 4 : 5 })).toBeAllclose(alphaSOfSet(t0, q), {
        rtol: 1e-7,
      });
    }
  });
  it('are refused where kernels or nodes do not fit', () => {
    const arrays = {
      x: ndarray([0.1, 0.2, 0.3, 0.5, 1], [5]),
      Q: ndarray([2, 5], [2]),
      nf: ndarray([4, 5], [2]),
      threshold: ndarray([5], [1]),
      k4: zeros([0, 7, 5, 5]),
      k5: zeros([1, 10, 5, 5]),
    };
    const open = (changed: Record<string, NdArray>) => {
      const members = Object.entries({ ...arrays, ...changed }).map(([key, array]) => [
        `${key}.npy`,
        npy(array),
      ]);
      return ekoFromBytes(zipSync(Object.fromEntries(members)), 'a.npz');
    };
    expect(open({}).points).toEqual([
      { q: 2, nf: 4 },
      { q: 5, nf: 5 },
    ]);
    expect(() => open({}).operator(2)).toThrow('a.npz: found point 2, expected 0 to 1');
    expect(() => open({ k4: zeros([1, 7, 5, 5]) })).toThrow(
      'found kernels [1, 7, 5, 5], expected [0, 7, 5, 5]',
    );
    expect(() => open({ k5: zeros([1, 7, 5, 5]) })).toThrow(
      'found kernels [1, 7, 5, 5], expected [1, 10, 5, 5]',
    );
    expect(() => open({ nf: ndarray([5, 4], [2]) })).toThrow('found nf = 5, 4');
    expect(() => open({ Q: ndarray([2, Number.NaN], [2]) })).toThrow(EvolutionError);
    expect(() => open({ x: ndarray([0.1, 0.3, 0.2, 0.5, 1], [5]) })).toThrow('found 5 nodes in x');
    expect(() => ekoFromBytes(readFileSync(file).subarray(0, 100_000), 'a.npz')).toThrow(EvolutionError);
  });
});

/** Momentum, u_v, d_v, s_v over the nodes: Simpson's rule in ln x on the interpolation of LHAPDF. */
function sumRules(xf: NdArray): number[] {
  const member = {
    file: 'test',
    header: {},
    subgrids: [{ x: eko.x, q: Float64Array.of(1, 2), pids: EKO_PIDS, values: repeated(xf) }],
  };
  const steps = 800;
  const h = -Math.log(eko.x[0] ?? 1) / steps;
  const x = Float64Array.from({ length: steps + 1 }, (_, i) => Math.exp(h * (i - steps)));
  const weights = x.map((_, i) => ((i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * h) / 3);
  const grid = xfxGrid(member, EKO_PIDS, x, 1);
  const integral = (pid: number, power: number) =>
    row(grid, EKO_PIDS.indexOf(pid)).data.reduce(
      (sum, value, i) => sum + (weights[i] ?? 0) * value * (x[i] ?? 0) ** power,
      0,
    );
  const momentum = EKO_PIDS.reduce((sum, pid) => sum + integral(pid, 1), 0);
  return [momentum, ...[2, 1, 3].map((pid) => integral(pid, 0) - integral(-pid, 0))];
}

/** `[1, 14, X]` to `[X, 2, 14]`, the same at both scales. */
function repeated(xf: NdArray): NdArray {
  const nodes = eko.x.length;
  const values = Array.from(eko.x, (_, k) => EKO_PIDS.map((__, a) => xf.data[a * nodes + k] ?? 0));
  return ndarray(
    values.flatMap((flavours) => [...flavours, ...flavours]),
    [nodes, 2, 14],
  );
}

sharedSuite('all scales, for two PDFs', 'eko/demo-evolution-check.npz', (path) => {
  const check = parseNpz(new Uint8Array(readFileSync(path)), {
    file: path,
    keys: ['xf0', 'xf', 'pids'],
    maxBytes: 1e8,
  });
  it('are those of the full operator within the rounding of the kernels to float32', () => {
    expect([...check.pids.data]).toEqual(EKO_PIDS);
    let i = 0;
    for (const { xf } of evolve(eko, { ...initial, xf: check.xf0 }).scales()) {
      const expected = row(check.xf, i++);
      for (const r of [0, 1])
        EKO_PIDS.forEach((_, a) => {
          const wanted = row(row(expected, r), a).data;
          const floor = 1e-4 * Math.max(...wanted.map(Math.abs));
          // x < 0.8, as in the statement of the accuracy
          const got = row(row(xf, r), a).data;
          for (let k = 0; k < 47; k++) {
            const scale = Math.max(Math.abs(wanted[k] ?? 0), floor);
            expect(got[k]).toBeAllclose(wanted[k] ?? 0, { atol: 1e-4 * scale });
          }
        });
    }
  });
  it('lie beside the operators', () => {
    expect(readFileSync(join(path, '..', 'demo-evolution.npz')).equals(readFileSync(file))).toBe(true);
  });
});
