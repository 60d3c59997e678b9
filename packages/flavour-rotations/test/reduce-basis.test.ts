import { fromNested, matmul, ndarray, zeros } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { FIT_BASES, fitFlavours, fitToFk, FK_BASIS, type FkFlavour, reduceBasis } from '../src/index.ts';

/** Label of each flavour, undefined where none is given. */
const labels = (of: Partial<Record<FkFlavour, string>>) => FK_BASIS.map((name) => of[name]);
const valence = { V: 'V', V8: 'V', V15: 'V', V24: 'V', V35: 'V', V3: 'V3' };
const names = (rows: readonly number[]) => rows.map((k) => FK_BASIS[k]);

describe('reduceBasis', () => {
  it('EVOL with valence and momentum sum rules: as many functions as are fitted', () => {
    const matrix = fitToFk('EVOL', fitFlavours('EVOL'));
    const { rows, expansion } = reduceBasis(matrix, labels({ g: 'g', ...valence }));
    expect(names(rows)).toEqual(['Sigma', 'g', 'V', 'V3', 'V8', 'T3', 'T8', 'T15']);
    expect(expansion.shape).toEqual([14, 8]);
    const row = (name: FkFlavour) => [...expansion.data.subarray(FK_BASIS.indexOf(name) * 8).subarray(0, 8)];
    expect(row('photon')).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(row('V35')).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
    expect(row('T24')).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });
  it('does not merge equal rows with different labels, nor a labelled row with its sum', () => {
    const matrix = fromNested([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [1, 1],
    ]);
    const { rows } = reduceBasis(matrix, ['a', 'b', 'a', undefined, 'c', undefined]);
    expect(rows).toEqual([0, 1, 3, 4, 5]);
  });
  it('does not merge different rows with one label', () => {
    expect(
      reduceBasis(
        fromNested([
          [1, 0],
          [2, 0],
        ]),
        ['a', 'a'],
      ).rows,
    ).toEqual([0, 1]);
  });
  it('writes dependent rows as combinations of the first independent ones', () => {
    const matrix = fromNested([
      [2, 0, 1],
      [0, 4, 1],
      [1, -2, 0],
      [0, 0, 0],
      [0, 0, 1],
      [0, 4, 0],
    ]);
    const { rows, expansion } = reduceBasis(matrix, Array(6).fill(undefined));
    expect(rows).toEqual([0, 1, 4]);

    const expected = [
      [1, 0, 0],
      [0, 1, 0],
      [0.5, -0.5, 0],
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, -1],
    ];
    expect(expansion.data).toBeAllclose(expected, { atol: 1e-15 });
  });
  it.each(FIT_BASES)('%s without sum rules: the expansion restores every row', (basis) => {
    const matrix = fitToFk(basis, fitFlavours(basis));
    const { rows, expansion } = reduceBasis(matrix, labels({}));
    const F = fitFlavours(basis).length;
    const kept = zeros([rows.length, F]);
    rows.forEach((k, i) => kept.data.set(matrix.data.subarray(k * F, (k + 1) * F), i * F));
    expect(matmul(expansion, kept).data).toBeAllclose(matrix.data, { atol: 1e-14 });
    expect(rows.length).toBe(F);
  });
  it('refuses labels that do not belong to the matrix', () => {
    expect(() => reduceBasis(ndarray([1], [1, 1]), [])).toThrow('0 labels');
  });
});
