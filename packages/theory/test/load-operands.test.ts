import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TheorySpec } from '@parton/commondata';
import { demoPath } from '@parton/demo';
import { size } from '@parton/ndarray';
import { PineapplError, readFkTable } from '@parton/pineappl';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { loadOperands, type Operand, TheoryError } from '../src/index.ts';
import { cfactorFile, makeTheory } from './make-theory.ts';
import { predict } from './predict.ts';

const spec = (operands: readonly (readonly string[])[], change: Partial<TheorySpec> = {}): TheorySpec => ({
  operation: 'NULL',
  operands,
  conversionFactor: 1,
  shifts: {},
  normalization: {},
  ...change,
});

/** The operands of a theory without cuts and C-factors, unless told otherwise. */
const load = (
  folder: string,
  theory: TheorySpec,
  change: { kept?: readonly number[]; cfac?: readonly string[] } = {},
) => loadOperands({ folders: [folder], theory, kept: change.kept, cfac: change.cfac ?? [] });

const one = (operands: readonly Operand[]): Operand => {
  expect(operands).toHaveLength(1);
  const [operand] = operands;
  if (operand === undefined) throw new Error('no operand');
  return operand;
};

/** Bit by bit; much faster on large arrays than a comparison of elements. */
const isSame = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0;

/** Two PDFs of no meaning: what is linear must agree for both. */
const shapes = [
  (flavour: number, x: number) => (flavour + 1) * Math.sqrt(x) * (1 - x) ** 3,
  (flavour: number, x: number) => Math.cos(7 * x + flavour),
];

const DEMO = demoPath('theories', 'theory_900');
const demoTable = (name: string) =>
  readFkTable(readFileSync(join(DEMO, 'fastkernel', `${name}.pineappl.lz4`)), name);

describe('the demo', () => {
  const ratio = spec([['DYE866_Z0_800GEV_DEMO_RATIO_D'], ['DYE866_Z0_800GEV_DEMO_RATIO_P']], {
    operation: 'RATIO',
  });

  it('E866: two operands, each the FK table as it is', () => {
    const operands = load(DEMO, ratio);
    expect(operands).toHaveLength(2);
    operands.forEach((operand, k) => {
      const name = ratio.operands[k]?.[0] ?? '';
      const { values, channels, x, q0 } = demoTable(name);
      expect(operand).toMatchObject({ hadrons: 2, q0, channels, x, convolutions: ['UnpolPDF', 'UnpolPDF'] });
      expect(operand.values.shape).toEqual([15, channels.length, 50, 50]);
      expect(isSame(operand.values.data, values.data)).toBe(true);
      expect(operand.files).toEqual([join(DEMO, 'fastkernel', `${name}.pineappl.lz4`)]);
    });
  });

  it('E866: cuts choose rows of both operands', () => {
    const all = load(DEMO, ratio);
    const kept = [1, 4, 14];
    load(DEMO, ratio, { kept }).forEach((operand, k) => {
      const whole = all[k]?.values ?? operand.values;
      const length = size(whole.shape.slice(1));
      expect(operand.values.shape).toEqual([3, ...whole.shape.slice(1)]);
      kept.forEach((point, n) => {
        const wanted = whole.data.subarray(point * length, (point + 1) * length);
        expect(isSame(operand.values.data.subarray(n * length, (n + 1) * length), wanted)).toBe(true);
      });
    });
  });

  it('HERA: one operand', () => {
    const operand = one(load(DEMO, spec([['HERA_NC_318GEV_DEMO_EP_SIGMARED']])));
    expect(isSame(operand.values.data, demoTable('HERA_NC_318GEV_DEMO_EP_SIGMARED').values.data)).toBe(true);
    expect(operand).toMatchObject({ hadrons: 1, convolutions: ['UnpolPDF'] });
    expect(operand.q0).toBeCloseTo(1.65, 14);
  });

  it.each([
    [
      'with other channels',
      ['NMC_NC_NOTFIXED_DEMO_DP_F2_D', 'HERA_CC_318GEV_DEMO_EP_SIGMARED', 'DEMO_POS_XUQ'],
    ],
    ['with other nodes', ['DEMO_INTEG_XT3', 'SLAC_NC_NOTFIXED_DEMO_P_F2', 'DEMO_INTEG_XV8']],
    ['for two hadrons', ['DYE866_Z0_800GEV_DEMO_RATIO_D', 'DYE906_Z0_120GEV_DEMO_RATIO_P']],
  ])('joined tables %s predict the same one after the other', (_, names) => {
    const joined = one(load(DEMO, spec([names])));
    expect(joined.files).toHaveLength(names.length);
    for (const xf of shapes) {
      const apart = names.flatMap((name) => predict(one(load(DEMO, spec([[name]]))), xf));
      expect(predict(joined, xf)).toBeAllclose(apart, { rtol: 1e-12 });
    }
  });
});

describe('joining', () => {
  const folder = makeTheory();

  it('unites nodes and channels; what a table lacks is zero', () => {
    const { x, channels, values } = one(load(folder, spec([['A', 'B']])));
    expect(x).toEqual(Float64Array.of(0.1, 0.25, 0.5, 1));
    expect(channels).toEqual([1, 2, 4]);
    expect(values.shape).toEqual([6, 3, 4]);
    const row = (n: number) => values.data.subarray(n * 12, (n + 1) * 12);
    expect(row(0)).toBeAllclose([1 / 0.1, 0, 2 / 0.5, 3, 0, 0, 4 / 0.5, 0, 0, 0, 0, 0], { rtol: 1e-14 });
    expect(row(3)).toBeAllclose([0, 0, 0, 0, 0, 0, 0, 0, 0, 9 / 0.25, 10 / 0.5, 0], { rtol: 1e-14 });
  });

  it('counts data points through the shifts', () => {
    const shifted = spec([['A', 'B']], { shifts: { A: 1, B: 3 } }); // A has points 1, 2 and B 6 to 9
    const { values } = one(load(folder, shifted, { kept: [2, 7] }));
    const plain = one(load(folder, spec([['A', 'B']]))).values;
    expect(values.data).toEqual(
      Float64Array.of(...plain.data.subarray(12, 24), ...plain.data.subarray(36, 48)),
    );
    expect(one(load(folder, shifted)).values).toEqual(plain);
    expect(() => load(folder, shifted, { kept: [2, 3] })).toThrow('found no prediction for data point 3');
    expect(() => load(folder, shifted, { kept: [10] })).toThrow(TheoryError);
  });

  it('keeps nothing if asked to', () => {
    expect(one(load(folder, spec([['A']]), { kept: [] })).values.shape).toEqual([0, 2, 3]);
  });

  it('multiplies by normalisations and the conversion factor', () => {
    const plain = one(load(folder, spec([['A', 'B']]))).values.data;
    const scaled = one(load(folder, spec([['A', 'B']], { conversionFactor: 10, normalization: { B: 0.5 } })))
      .values.data;
    expect(scaled).toBeAllclose(
      plain.map((value, k) => value * (k < 24 ? 10 : 5)),
      { rtol: 1e-15 },
    );
  });

  it('refuses tables that do not go together', () => {
    const mixed = spec([['HERA_CC_318GEV_DEMO_EP_SIGMARED', 'DYE866_Z0_800GEV_DEMO_RATIO_D']]);
    expect(() => load(DEMO, mixed)).toThrow('found a table for UnpolPDF x UnpolPDF, expected UnpolPDF as in');
    expect(() => load(DEMO, spec([[]]))).toThrow('found no FK table in operand 1');
  });
});

describe('a ratio to a total', () => {
  const folder = makeTheory();
  it('has one row in the denominator, whatever is cut', () => {
    const theory = spec([['B'], ['TOTAL']], { operation: 'RATIO' });
    for (const kept of [undefined, [1, 3], []]) {
      const [above, below] = load(folder, theory, kept === undefined ? {} : { kept });
      expect(above?.values.shape).toEqual([kept?.length ?? 4, 1, 2]);
      expect(below?.values.shape).toEqual([1, 1, 3]);
      expect(below?.values.data).toBeAllclose([10, 4, 0], { rtol: 1e-14 });
    }
  });
  it('cuts a denominator with values in other bins, and totals elsewhere', () => {
    const shapes = (theory: TheorySpec) =>
      load(folder, theory, { kept: [0, 2] }).map(({ values }) => values.shape[0]);
    expect(shapes(spec([['TOTAL'], ['B']], { operation: 'RATIO' }))).toEqual([2, 2]);
    expect(shapes(spec([['B'], ['TOTAL']], { operation: 'ASY' }))).toEqual([2, 2]);
  });
});

describe('C-factors', () => {
  const A = cfactorFile(2, 3);
  const folder = makeTheory({
    'CF_QCD_A.dat': A,
    'CF_EWK_A.dat': cfactorFile(10, 100),
    'CF_QCD_B.dat': cfactorFile(1, 2, 3),
  });
  const plain = one(load(folder, spec([['A']]))).values.data;

  it('multiply bin by bin, several as a product, before cuts', () => {
    const values = (cfac: string[]) => one(load(folder, spec([['A']]), { cfac })).values.data;
    expect(values(['QCD'])).toBeAllclose(
      plain.map((value, k) => value * (k < 6 ? 2 : 3)),
      { rtol: 1e-15 },
    );
    expect(values(['EWK', 'QCD'])).toBeAllclose(
      plain.map((value, k) => value * (k < 6 ? 20 : 300)),
      { rtol: 1e-15 },
    );
    const cut = one(load(folder, spec([['A']]), { cfac: ['QCD'], kept: [1] })).values.data;
    expect(cut).toBeAllclose(
      plain.subarray(6).map((value) => 3 * value),
      { rtol: 1e-15 },
    );
  });

  it('must be as many as there are bins', () => {
    expect(() => load(folder, spec([['B']]), { cfac: ['QCD'] })).toThrow(
      'CF_QCD_B.dat: found 3 factors, expected 4',
    );
  });

  it('are also looked for in the folders for all theories, after those of the theory', () => {
    const shared = makeTheory({ 'CF_NRM_A.dat': cfactorFile(7, 7), 'CF_QCD_A.dat': cfactorFile(8, 8) });
    const request = {
      folders: [folder],
      cfactorFolders: [join(shared, 'cfactor')],
      theory: spec([['A']]),
      kept: undefined,
    };
    const values = (cfac: string[]) => one(loadOperands({ ...request, cfac })).values.data;
    expect(values(['NRM'])).toBeAllclose(
      plain.map((value) => 7 * value),
      { rtol: 1e-15 },
    );
    expect(values(['QCD'])[0]).toBeAllclose(20, { rtol: 1e-14 });
    expect(() => values(['ACC'])).toThrow(TheoryError);
    for (const place of [join(folder, 'cfactor', 'CF_ACC_A.dat'), join(shared, 'cfactor', 'CF_ACC_A.dat')]) {
      expect(() => values(['ACC'])).toThrow(place);
    }
  });
});

describe('files', () => {
  it('come from the first folder that has them', () => {
    const [first, second] = [
      makeTheory({ 'CF_QCD_A.dat': cfactorFile(2, 2) }),
      makeTheory({ 'CF_QCD_A.dat': cfactorFile(5, 5) }),
    ];
    const request = { theory: spec([['A']]), kept: undefined, cfac: ['QCD'] };
    const operand = one(loadOperands({ folders: ['/nowhere', second, first], ...request }));
    expect(operand.files).toEqual([join(second, 'fastkernel', 'A.pineappl.lz4')]);
    expect(operand.values.data[0]).toBeAllclose(50, { rtol: 1e-14 });
  });
  it('that are missing are named with every place looked in', () => {
    const read = () =>
      loadOperands({ folders: ['/one', '/two'], theory: spec([['NONE']]), kept: undefined, cfac: [] });
    expect(read).toThrow(TheoryError);
    expect(read).toThrow(
      'found no file NONE.pineappl.lz4 or FK_NONE.dat, expected /one/fastkernel/NONE.pineappl.lz4 or /one/fastkernel/FK_NONE.dat or /two/',
    );
  });
  it('that are damaged are named', () => {
    const folder = makeTheory();
    const file = join(folder, 'fastkernel', 'A.pineappl.lz4');
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    expect(() => load(folder, spec([['A']]))).toThrow(PineapplError);
    expect(() => load(folder, spec([['A']]))).toThrow(file);
  });
});
