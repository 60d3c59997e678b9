import { fromNested, matmul, type NdArray, ndarray, type Nested, toNested, transpose } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  EVOLUTION_BASIS,
  evolutionToFk,
  FIT_BASES,
  fitFlavours,
  fitToEvolution,
  fitToFk,
  FK_BASIS,
  fkToLhapdf,
  LHAPDF_FLAVOURS,
  RotationError,
} from '../src/index.ts';

/** One row of a matrix as `{ column: coefficient }`, without the zeros. */
function combination(matrix: NdArray, i: number, columns: readonly string[]): Record<string, number> {
  const row = matrix.data.subarray(i * columns.length, (i + 1) * columns.length);
  return Object.fromEntries(columns.flatMap((name, j) => (row[j] === 0 ? [] : [[name, row[j] ?? 0]])));
}

/** The definitions of section "FK basis" (README) in terms of quarks: `[14, 14]`, columns as LHAPDF_FLAVOURS. */
function fkFromQuarks(): NdArray {
  const quarks = ['U', 'D', 'S', 'C', 'B', 'T'];
  const rows = FK_BASIS.map((name) => {
    if (name === 'photon') return LHAPDF_FLAVOURS.map((flavour) => (flavour === 'PHT' ? 1 : 0));
    if (name === 'g') return LHAPDF_FLAVOURS.map((flavour) => (flavour === 'GLUON' ? 1 : 0));
    const order = { 3: 2, 8: 3, 15: 4, 24: 5, 35: 6 }[name.slice(1)];
    return LHAPDF_FLAVOURS.map((flavour) => {
      const quark = quarks.indexOf(flavour.replace('BAR', ''));
      if (quark < 0) return 0;
      const sign = name.startsWith('V') && flavour.endsWith('BAR') ? -1 : 1;
      if (order === undefined) return sign;
      return quark < order - 1 ? sign : quark === order - 1 ? sign * (1 - order) : 0;
    });
  });
  return fromNested(rows);
}

const identity = (n: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => +(i === j)));

describe('fit basis to evolution basis', () => {
  it('EVOL: T15 gives the charm, V15 is V', () => {
    const flavours = fitFlavours('EVOL');
    const matrix = fitToEvolution('EVOL', flavours);
    expect(matrix.shape).toEqual([9, 8]);
    const rows = EVOLUTION_BASIS.map((_, i) => combination(matrix, i, flavours));
    expect(rows.slice(0, 7)).toEqual(
      ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8'].map((name) => ({ [name]: 1 })),
    );
    expect(rows.slice(7)).toEqual([{ sng: 0.25, t15: -0.25 }, { v: 1 }]);
  });
  it('FLAVOUR: c stands for charm and anticharm', () => {
    const flavours = fitFlavours('FLAVOUR');
    const matrix = fitToEvolution('FLAVOUR', flavours);
    expect(combination(matrix, 0, flavours)).toEqual({ u: 1, ubar: 1, d: 1, dbar: 1, s: 1, sbar: 1, c: 2 });
    expect(combination(matrix, 8, flavours)).toEqual({ u: 1, ubar: -1, d: 1, dbar: -1, s: 1, sbar: -1 });
  });
  it.each(FIT_BASES)('%s: columns follow the order of the runcard', (basis) => {
    const flavours = fitFlavours(basis);
    const backwards = flavours.toReversed();
    const reversed = transpose(fitToFk(basis, backwards));
    expect(toNested(reversed)).toEqual(
      [...(toNested(transpose(fitToFk(basis, flavours))) as Nested[])].reverse(),
    );
  });
  it.each(FIT_BASES.filter((basis) => !basis.includes('FLAVOUR')))('%s keeps what it fits', (basis) => {
    // T15 and V15 of the fit come back as those of the FK basis: fit -> evolution -> FK is the identity on names.
    const flavours = fitFlavours(basis).filter((name) => name !== 'cp');
    const fk = FK_BASIS.map((name) => (name === 'Sigma' ? 'sng' : name.toLowerCase()));
    const matrix = fitToFk(basis, fitFlavours(basis));
    for (const name of flavours) {
      expect(combination(matrix, fk.indexOf(name), fitFlavours(basis))).toEqual({ [name]: 1 });
    }
  });
  it('knows evolution as another name for EVOL', () => {
    expect(fitToFk('evolution', fitFlavours('evolution'))).toEqual(fitToFk('EVOL', fitFlavours('EVOL')));
  });
  it('refuses bases without a rotation and wrong flavours, and suggests the right name', () => {
    const evol = fitFlavours('EVOL');
    expect(() => fitToFk('EVL', [])).toThrow('Did you mean EVOL?');
    expect(() => fitToFk('LUX_FLAVOUR', [])).toThrow(RotationError);
    expect(() => fitToFk('EVOL', [...evol.slice(0, 7), 't16'])).toThrow('the flavour t16');
    expect(() => fitToFk('EVOL', [...evol.slice(0, 7), 't16'])).toThrow('Did you mean t15?');
    expect(() => fitToFk('EVOL', [...evol, 'sng'])).toThrow('sng twice');
    expect(() => fitToFk('EVOL', evol.slice(0, 7))).toThrow('found no t15, expected the flavours of EVOL');
  });
});

describe('evolution basis to FK basis', () => {
  it('is rotated as n3fit does (its unit test, first point)', () => {
    // input: numpy.random.seed(0), rand(1, 1, 2, 9)[0, 0, 0]
    const input = [
      0.5488135039, 0.7151893664, 0.6027633761, 0.544883183, 0.4236547993, 0.6458941131, 0.4375872113,
      0.8917730008, 0.9636627605,
    ];
    expect(matmul(evolutionToFk(), ndarray(input, [9, 1])).data).toBeAllclose(
      [
        0, 0.5488135, 0.71518934, 0.60276335, 0.5448832, 0.4236548, 0.96366274, 0.60276335, 0.60276335,
        0.6458941, 0.4375872, -3.0182784, 0.5488135, 0.5488135,
      ],
      { rtol: 1e-6 },
    );
  });
});

describe('FK basis to LHAPDF flavours', () => {
  it('is the inverse of the definitions of the FK basis', () => {
    expect(toNested(matmul(fkFromQuarks(), fkToLhapdf(6))) as Nested[]).toBeAllclose(identity(14), {
      atol: 1e-15,
    });
  });
  it.each([3, 4, 5])('%i active flavours: heavier pairs are exactly zero, the others unchanged', (active) => {
    const light = ['D', 'U', 'S', 'C', 'B', 'T'].slice(0, active);
    LHAPDF_FLAVOURS.forEach((name, i) => {
      const kept = name === 'GLUON' || name === 'PHT' || light.includes(name.replace('BAR', ''));
      const row = fkToLhapdf(active).data.subarray(i * 14, (i + 1) * 14);
      expect(row).toEqual(kept ? fkToLhapdf(6).data.subarray(i * 14, (i + 1) * 14) : new Float64Array(14));
    });
  });
  it.each(FIT_BASES)('a PDF in %s below the bottom threshold has no bottom and no top', (basis) => {
    const matrix = matmul(fkToLhapdf(6), fitToFk(basis, fitFlavours(basis)));
    for (const name of ['TBAR', 'BBAR', 'B', 'T'] as const) {
      const i = LHAPDF_FLAVOURS.indexOf(name);
      const F = fitFlavours(basis).length;
      expect(matrix.data.subarray(i * F, (i + 1) * F)).toBeAllclose(new Float64Array(F), { atol: 1e-15 });
    }
  });
  it.each(['FLAVOUR', 'FLAVOURPC', 'CCBAR_ASYMM_FLAVOUR'])(
    '%s comes back as the quarks that were fitted',
    (basis) => {
      const flavours = fitFlavours(basis);
      const matrix = matmul(fkToLhapdf(4), fitToFk(basis, flavours));
      LHAPDF_FLAVOURS.forEach((name, i) => {
        const own =
          { GLUON: 'g', CBAR: flavours.includes('cbar') ? 'cbar' : 'c' }[name as string] ??
          name.toLowerCase();
        const expected = flavours.map((flavour) => +(flavour === own));
        const row = matrix.data.subarray(i * flavours.length, (i + 1) * flavours.length);
        expect(row).toBeAllclose(expected, { atol: 1e-15 });
      });
    },
  );
  it('refuses a number of flavours that no scheme has', () => {
    expect(() => fkToLhapdf(2)).toThrow('2 active flavours');
  });
});

sharedSuite('recorded matrices', 'fixtures/model.json', () => {
  interface Basis {
    canonical_order: string[];
    to_evol9: number[][];
    to_fk14: number[][];
  }
  interface Fixture {
    rotations: { evol9_order: string[]; bases: Record<string, Basis> };
    fk_rotation_upstream_regression: {
      matrix_14x9: number[][];
      in_1_1_2_9: number[][][][];
      expected_2_14: number[][];
    };
    evln2lha: { order: string[]; in_evol14: number[]; matrix_lha14_by_evol14_nf6: number[][] } & Record<
      string,
      number[]
    >;
  }
  const fixture = () => readShared<Fixture>('fixtures', 'model.json');

  it('agree for every fit basis', () => {
    const { rotations } = fixture();
    expect(rotations.evol9_order).toEqual([...EVOLUTION_BASIS]);
    expect(Object.keys(rotations.bases).sort()).toEqual(
      FIT_BASES.filter((name) => name !== 'evolution').sort(),
    );
    for (const [basis, recorded] of Object.entries(rotations.bases)) {
      expect(fitFlavours(basis)).toEqual(recorded.canonical_order);
      expect(fitToEvolution(basis, recorded.canonical_order).data, basis).toBeAllclose(recorded.to_evol9);
      expect(fitToFk(basis, recorded.canonical_order).data, basis).toBeAllclose(recorded.to_fk14);
    }
  });
  it('agree for the FK basis', () => {
    const { matrix_14x9, in_1_1_2_9, expected_2_14 } = fixture().fk_rotation_upstream_regression;
    expect(evolutionToFk().data).toBeAllclose(matrix_14x9);
    const input = fromNested(in_1_1_2_9[0]?.[0] ?? []);
    expect(matmul(input, transpose(evolutionToFk())).data).toBeAllclose(expected_2_14, { rtol: 1e-5 });
  });
  it('agree for the LHAPDF flavours', () => {
    const { evln2lha } = fixture();
    expect(evln2lha.order).toEqual([...LHAPDF_FLAVOURS]);
    expect(fkToLhapdf(6).data).toBeAllclose(evln2lha.matrix_lha14_by_evol14_nf6, { atol: 1e-15 });
    for (const active of [3, 4, 5, 6]) {
      const got = matmul(fkToLhapdf(active), ndarray(evln2lha.in_evol14, [14, 1]));
      expect(got.data).toBeAllclose(evln2lha[`nf${active}`] ?? [], { atol: 1e-15 });
    }
  });
});
