import '@parton/testing';
import { type NdArray, ndarray, row, stack, zeros } from '@parton/ndarray';
import { describe, expect, it } from 'vitest';
import {
  ekoFromBytes,
  EKO_PIDS,
  evolve,
  EvolutionError,
  type InitialPdfs,
  initialPdfs,
} from '../src/index.ts';
import { ekoFiles, type Element, identity, POINTS, Q0, X } from './make-eko.ts';
import { tarOf } from './make-tar.ts';

const eko = (element: Element) => ekoFromBytes(tarOf(ekoFiles(element)), 'a.tar');
/** Dense, different for every element and point, and acting on x f with numbers of order 1. */
const wavy = eko(
  (a, j, b, k, p) => (Math.sin(1 + 3 * a + 5 * j + 7 * b + 11 * k + 13 * p) * (X[k] ?? 0)) / (X[j] ?? 1),
);

/** x f of R replicas, smooth, at some nodes. */
function pdfs(replicas: number, x = X, pids = EKO_PIDS): InitialPdfs {
  const xf = Array.from({ length: replicas }, (_, r) =>
    pids.map((pid) =>
      Array.from(x, (node) => node ** 0.3 * (1 - node) ** 2 * Math.cos(r + pid + Math.log(node))),
    ),
  );
  return { q2: Q0 ** 2, x, pids, xf: ndarray(xf.flat(3), [replicas, pids.length, x.length]) };
}
const results = (operators: ReturnType<typeof eko>, initial: InitialPdfs): NdArray[] =>
  [...evolve(operators, initial).scales()].map(({ xf }) => xf);

describe('evolve', () => {
  const three = pdfs(3);
  it('gives the PDFs back where the operator is the identity and the nodes are the same', () => {
    for (const xf of results(eko(identity), three))
      expect(xf.data).toBeAllclose(three.xf.data, { rtol: 1e-15 });
  });
  it('states scales and flavour numbers in their order', () => {
    const { points, scales, pids, below } = evolve(wavy, three);
    expect([...scales()].map(({ q, nf }) => [q, nf])).toEqual(POINTS.map((point) => [...point]));
    expect(points.length).toBe(4);
    expect(pids).toBe(EKO_PIDS);
    expect(below).toBe(0);
  });
  it('acts on f, with flavours and nodes as the operator says', () => {
    // From the gluon at x = 0.1 to the d antiquark at x = 0.01.
    const [from, to] = [EKO_PIDS.indexOf(21), EKO_PIDS.indexOf(-1)];
    const single = eko((a, j, b, k) => (a === to && j === 3 && b === from && k === 4 ? 2 : 0));
    const [xf = zeros([])] = results(single, three);
    for (const r of [0, 1, 2]) {
      const gluon = row(row(three.xf, r), from).data[4] ?? 0;
      const expected = zeros([14, 8]);
      expected.data[to * 8 + 3] = (2 * gluon * 0.01) / 0.1;
      expect(row(xf, r).data).toBeAllclose(expected.data, { rtol: 1e-14 });
    }
  });
  it('is linear: the mean of evolved PDFs is the evolved mean', () => {
    const mean = (xf: NdArray) =>
      [0, 1, 2]
        .map((r) => row(xf, r).data)
        .reduce((a, b) => a.map((v, i) => v + (b[i] ?? 0)))
        .map((v) => v / 3);
    const meanPdf = { ...three, xf: ndarray(mean(three.xf), [1, 14, 8]) };
    results(wavy, meanPdf).forEach((xf, i) => {
      expect(mean(results(wavy, three)[i] ?? zeros([]))).toBeAllclose(xf.data, { rtol: 1e-11, atol: 1e-12 });
    });
  });
  it('evolves every replica of a batch as it would alone, to the bit', () => {
    const batch = results(wavy, pdfs(7));
    for (const r of [0, 3, 6]) {
      const alone = results(wavy, { ...three, xf: stack([row(pdfs(7).xf, r)]) });
      batch.forEach((xf, i) => expect(row(xf, r).data).toEqual(alone[i]?.data));
    }
  });
  it('keeps a NaN in its replica: all others are the same to the bit', () => {
    const xf = { ...three.xf, data: three.xf.data.slice() };
    xf.data[14 * 8 + 5] = Number.NaN;
    const damaged = results(wavy, { ...three, xf });
    results(wavy, three).forEach((clean, i) => {
      const got = damaged[i] ?? zeros([]);
      for (const r of [0, 2]) expect(row(got, r).data).toEqual(row(clean, r).data);
      expect(row(got, 1).data.some(Number.isNaN)).toBe(true);
    });
  });
  it('takes partons in any order, and those that are not listed as 0', () => {
    const few = pdfs(2, X, [2, 21, -1]);
    const all = pdfs(2);
    const padded = all.xf.data.map((value, i) =>
      [2, 21, -1].includes(EKO_PIDS[Math.floor(i / 8) % 14] ?? 0) ? value : 0,
    );
    const expected = results(wavy, { ...all, xf: ndarray(padded, all.xf.shape) });
    results(wavy, few).forEach((xf, i) => expect(xf.data).toEqual(expected[i]?.data));
  });
  it('interpolates to the nodes of the operators and back, exactly for polynomials in ln x', () => {
    const x = Float64Array.from({ length: 31 }, (_, k) => 1e-5 ** (1 - k / 30));
    const xf = ndarray(
      EKO_PIDS.flatMap((pid) =>
        Array.from(x, (node) => node * (pid + Math.log(node) - Math.log(node) ** 4 / 7)),
      ),
      [1, 14, 31],
    );
    const [evolved = zeros([])] = results(eko(identity), { q2: Q0 ** 2, x, pids: EKO_PIDS, xf });
    expect(evolved.data).toBeAllclose(xf.data, { rtol: 1e-10, atol: 1e-13 });
  });
  it('is 0 below the first node of the operators, and says how many nodes these are', () => {
    const x = Float64Array.of(1e-7, 1e-6, ...X);
    const initial = pdfs(2, x);
    const { below, scales } = evolve(eko(identity), initial);
    expect(below).toBe(2);
    for (const { xf } of scales()) {
      xf.data.forEach((value, i) => {
        const expected = i % 10 < 2 ? 0 : (initial.xf.data[i] ?? 0);
        expect(value).toBeAllclose(expected, { rtol: 1e-15 });
      });
    }
  });
  it('takes first nodes that agree to rounding for one node', () => {
    // A relative 3.6e-15 made the first row 0, and evolved results wrong by factors (eko 0.15.7).
    const x = X.with(0, 1e-5 * (1 - 3.6e-15));
    for (const initial of [pdfs(1, x), pdfs(1, X.with(0, 1e-5 * (1 + 3.6e-15)))]) {
      expect(evolve(wavy, initial).below).toBe(0);
      results(wavy, initial).forEach((xf, i) => {
        expect(xf.data).toBeAllclose(results(wavy, pdfs(1))[i]?.data ?? [], { rtol: 1e-10, atol: 1e-10 });
      });
    }
  });
  it.each([
    [
      'another scale',
      { ...three, q2: 1 },
      'a.tar: found operators from Q0^2 = 2.7224999999999997 GeV^2, expected 1 GeV^2',
    ],
    [
      'nodes that start too late',
      pdfs(1, X.with(0, 2e-5)),
      'found operators for x in [0.00001, 1], expected within [0.00002, 1]',
    ],
    ['nodes that end too early', pdfs(1, X.with(7, 0.9)), 'expected within [0.00001, 0.9]'],
    ['nodes that fall', pdfs(1, X.with(3, 0.9)), 'found 8 nodes in x, expected more than 4, ascending'],
    ['few nodes', pdfs(1, X.subarray(4)), 'found 4 nodes in x'],
    ['an unknown parton', pdfs(1, X, [21, 23]), 'found parton 23, expected each of 22, -6'],
    ['a parton twice', pdfs(1, X, [21, 2, 21]), 'found parton 21'],
    [
      'another shape',
      { ...three, xf: row(three.xf, 0) },
      'found PDFs of shape [14, 8], expected [replicas, 14, 8]',
    ],
  ])('names %s', (_, initial, message) => {
    expect(() => evolve(wavy, initial)).toThrow(EvolutionError);
    expect(() => evolve(wavy, initial)).toThrow(message);
  });
});

describe('initialPdfs', () => {
  const grid = (first: number) =>
    ndarray(
      Array.from({ length: 28 }, (_, i) => first + i),
      [2, 14],
    );
  const one = { q2: 2, x: [0.1, 1], grid: grid(0) };
  it('turns rows in x into columns, with the partons of n3fit', () => {
    const { q2, x, pids, xf } = initialPdfs([one, { ...one, grid: grid(100) }]);
    expect([q2, ...x]).toEqual([2, 0.1, 1]);
    expect(pids.slice(0, 7)).toEqual([-6, -5, -4, -3, -2, -1, 21]);
    expect(xf.shape).toEqual([2, 14, 2]);
    expect([...row(row(xf, 1), 13).data]).toEqual([113, 127]);
  });
  it('refuses grids that do not belong together', () => {
    expect(() => initialPdfs([])).toThrow('found no export grids');
    expect(() => initialPdfs([one, { ...one, q2: 3 }])).toThrow('found Q0^2 = 3 GeV^2 in grid 2');
    expect(() => initialPdfs([one, { ...one, x: [0.2, 1] }])).toThrow('found other nodes in grid 2');
    expect(() => initialPdfs([one, { ...one, x: [0.1] }])).toThrow('found other nodes in grid 2');
    expect(() => initialPdfs([{ ...one, grid: zeros([14, 2]) }])).toThrow('shape [14, 2] of grid 1');
  });
});
