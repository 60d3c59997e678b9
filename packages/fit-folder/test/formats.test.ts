import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@parton/testing';
import { array, assert, dictionary, double, pre, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFitFolder,
  EXPORT_X_GRID,
  FLAVOUR_LABELS,
  readExportGrid,
  type ReplicaResult,
  writeFittingCovariance,
  writeReplica,
} from '../src/index.ts';
import { formatExportGrid } from '../src/export-grid.ts';
import { pythonFloat } from '../src/python-float.ts';
import { pythonJson } from '../src/python-json.ts';
import { ndarray } from '@parton/ndarray';
import { someReplica, temporaryFolder } from './support.ts';

/** The files of one replica of the fit `some`. */
function written(result: ReplicaResult): (name: string) => string {
  const folder = createFitFolder({ path: join(temporaryFolder(), 'some'), runcardText: 'a: 1\n' });
  writeReplica(folder, result);
  return (name) => readFileSync(join(folder.path, 'nnfit', `replica_${result.id}`, name), 'utf8');
}

describe('pythonFloat', () => {
  // left: a number; right: repr of Python 3.11
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [2, '2.0'],
    [-17000, '-17000.0'],
    [1e-9, '1e-09'],
    [1.29708482343957e-9, '1.29708482343957e-09'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [0.000123, '0.000123'],
    [2.7224999999999997, '2.7224999999999997'],
    [1e15, '1000000000000000.0'],
    [1234567890123456.8, '1234567890123456.8'],
    [1e16, '1e+16'],
    [1.5e16, '1.5e+16'],
    [1e22, '1e+22'],
    [-2.5e-300, '-2.5e-300'],
    [5e-324, '5e-324'],
    [Number.NaN, 'nan'],
    [-Infinity, '-inf'],
  ])('%d', (value, expected) => expect(pythonFloat(value)).toBe(expected));
  it('reads back as the same number and is recognised as a float', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = pythonFloat(value);
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d{2,3})?$/);
        expect(text).toMatch(/[.e]/);
      }),
    );
  });
});

describe('pythonJson', () => {
  it('is what json.dumps of Python writes', () => {
    expect(
      pythonJson({
        a: Number.NaN,
        b: [Infinity, -Infinity],
        c: [],
        d: {},
        e: 1e16,
        f: 3n,
        g: 'x"y',
        h: true,
      }),
    ).toBe(
      `{\n  "a": NaN,\n  "b": [\n    Infinity,\n    -Infinity\n  ],\n  "c": [],\n  "d": {},\n  "e": 1e+16,\n  "f": 3,\n  "g": "x\\"y",\n  "h": true\n}`,
    );
  });
  it('of finite numbers reads back with JSON.parse', () => {
    assert(
      property(dictionary(string(), array(double({ noNaN: true, noDefaultInfinity: true }))), (value) => {
        // __proto__ is no key of ours
        pre(!('__proto__' in Object.assign(Object.create(null), value)));
        expect(JSON.parse(pythonJson(value))).toEqual(value);
      }),
    );
  });
});

describe('the x grid', () => {
  it('has 196 ascending points from 1e-9 to 1', () => {
    expect(EXPORT_X_GRID.length).toBe(196);
    expect(EXPORT_X_GRID.every((x, i) => x > (EXPORT_X_GRID[i - 1] ?? 0))).toBe(true);
    expect([EXPORT_X_GRID[0], EXPORT_X_GRID[1], EXPORT_X_GRID.at(-1)]).toEqual([
      1e-9, 1.29708482343957e-9, 1,
    ]);
  });
});

describe('the export grid', () => {
  const text = formatExportGrid({ ...someReplica(7), replica: 7, x: EXPORT_X_GRID });
  it('reads back as it was', () => {
    const { q2, grid } = someReplica(7);
    expect(written(someReplica(7))('some.exportgrid')).toBe(text);
    expect(readExportGrid(text, 'some.exportgrid')).toEqual({ replica: 7, q2, x: EXPORT_X_GRID, grid });
  });
  it('has its keys in alphabetical order, ends with a newline and breaks lines after column 80', () => {
    expect(text.match(/^[a-z]\w*(?=:)/gm)).toEqual(['labels', 'pdfgrid', 'q20', 'replica', 'xgrid']);
    expect(text.endsWith(', 1.0]\n')).toBe(true);
    const lines = text.split('\n');
    expect(lines.every((line) => line.length <= 80 + ' -1.2345678901234567e-300,'.length)).toBe(true);
    lines.slice(2, -1).forEach((line, i) => {
      if (line.endsWith(',')) expect(line.length, `line ${i + 3}`).toBeGreaterThan(80);
    });
    expect(text).toContain('xgrid: [1e-09, 1.29708482343957e-09, ');
  });
  it('keeps not a number and infinities', () => {
    const base = someReplica(1);
    const grid = ndarray(
      base.grid.data.map((value, k) => [Number.NaN, Infinity, -Infinity][k] ?? value),
      base.grid.shape,
    );
    const file = written({ ...base, grid })('some.exportgrid');
    expect(file).toContain('- [.nan, .inf, -.inf, ');
    expect(readExportGrid(file, 'f').grid).toEqual(grid);
  });
  it.each([
    ['labels: [TBAR', 'f:1'],
    ['just words', 'f: found "just words", expected an export grid'],
    ['{}', 'f labels: found nothing, expected TBAR, BBAR'],
    [text.replace('TBAR, BBAR', 'BBAR, TBAR'), 'f labels: found BBAR, TBAR, CBAR'],
    [text.replace('replica: 7', 'replica: seven'), 'f replica: found "seven", expected a number'],
    [text.replace(/q20.*\n/, ''), 'f q20: found nothing'],
    [text.replace(', 1.0]\n', ']\n'), 'expected 195 rows of 14 numbers'],
    [text.replace(/pdfgrid:\n- \[[^,]*,/, 'pdfgrid:\n- ['), 'expected 196 rows of 14 numbers'],
    [text.replace(/xgrid[^]*$/, 'xgrid: [a]'), 'f xgrid: found ["a"], expected a list of numbers'],
    [
      'a: &a [1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c]',
      'f: found Excessive alias count',
    ],
  ])('that is broken is refused: %#', (broken, message) => {
    expect(() => readExportGrid(broken, 'f')).toThrow(message);
  });
  it('refuses another shape', () => {
    const grid = ndarray([1, 2], [1, 2]);
    expect(() => written({ ...someReplica(1), grid })).toThrow(
      'grid: found shape [1, 2], expected [196, 14]',
    );
  });
});

describe('the JSON file of a replica', () => {
  it('has its keys in the order and the layout of n3fit', () => {
    expect(written(someReplica(2))('some.json')).toBe(
      readFileSync(new URL('fixtures/replica.json', import.meta.url), 'utf8'),
    );
  });
  it('writes a failed replica so that Python reads numbers', () => {
    const chi2 = { training: Number.NaN, validation: Infinity, experimental: 1 };
    const text = written({ ...someReplica(2), chi2, positivity: 'POS_VETO' })('some.json');
    expect(text).toContain(
      '"erf_tr": NaN,\n  "erf_vl": Infinity,\n  "chi2": 1.0,\n  "pos_state": "POS_VETO"',
    );
  });
});

describe('the log of losses', () => {
  it('has one entry per step and no newline at the end', () => {
    const history = [100, 200].map((step) => ({
      step,
      trainingLoss: 812.4375 * step,
      validationLoss: [301.25, 298],
      validationChi2: { ALL: 1.532, total: 1.532 },
    }));
    const text = written({ ...someReplica(1), history })('chi2exps.log');
    expect(
      text.startsWith(
        '{\n  "100": {\n    "training_loss": 81243.75,\n    "validation_loss": [\n      301.25,\n      298.0\n',
      ),
    ).toBe(true);
    expect(JSON.parse(text)).toEqual({
      '100': {
        training_loss: 81243.75,
        validation_loss: [301.25, 298],
        validation_chi2s: { ALL: 1.532, total: 1.532 },
      },
      '200': {
        training_loss: 162487.5,
        validation_loss: [301.25, 298],
        validation_chi2s: { ALL: 1.532, total: 1.532 },
      },
    });
    expect(text.endsWith('}')).toBe(true);
  });
  it('is an empty object for a fit that ended before the first entry', () => {
    expect(written(someReplica(1))('chi2exps.log')).toBe('{}');
  });
});

describe('tables', () => {
  const values = Float64Array.of(0.5, 1e-9, -3);
  const training = Uint8Array.of(1, 0, 1);
  const validation = Float64Array.of(0, 1, 0);
  const points = [
    { group: 'ALL', dataset: 'NMC', id: 0 },
    { group: 'ALL', dataset: 'NMC', id: 3 },
    { group: 'ALL', dataset: 'SLAC', id: 1 },
  ];
  it('of pseudo-data among eigenmodes', () => {
    const read = written({ ...someReplica(4), pseudodata: { values, training, validation } });
    expect(read('datacuts_theory_fitting_pseudodata_table.csv')).toBe(
      '\treplica 4\neigenmode 0\t0.5\neigenmode 1\t1e-09\neigenmode 2\t-3.0\n',
    );
    expect(read('datacuts_theory_fitting_training_pseudodata.csv')).toBe(
      '\treplica 4\neigenmode 0\t0.5\neigenmode 2\t-3.0\n',
    );
    expect(read('datacuts_theory_fitting_validation_pseudodata.csv')).toBe(
      '\treplica 4\neigenmode 1\t1e-09\n',
    );
  });
  it('of pseudo-data among data points', () => {
    const read = written({ ...someReplica(4), pseudodata: { values, training, validation, points } });
    expect(read('datacuts_theory_fitting_pseudodata_table.csv')).toBe(
      'group\tdataset\tid\treplica 4\nALL\tNMC\t0\t0.5\nALL\tNMC\t3\t1e-09\nALL\tSLAC\t1\t-3.0\n',
    );
  });
  it('of the covariance, as pandas writes them', () => {
    const folder = createFitFolder({ path: join(temporaryFolder(), 'some'), runcardText: '' });
    const read = () =>
      readFileSync(join(folder.path, 'tables/datacuts_theory_fitting_covmat_table.csv'), 'utf8');
    writeFittingCovariance(folder, {
      eigenvalues: Float64Array.of(0.5, 1.5),
      rotation: ndarray([1, 2, 3, 1e-9], [2, 2]),
    });
    expect(read()).toBe('\teig_val\t0\t1\neigenmode 0\t0.5\t1.0\t2.0\neigenmode 1\t1.5\t3.0\t1e-09\n');
    writeFittingCovariance(folder, { points, covariance: ndarray([0, 1, 2, 3, 4, 5, 6, 7, 8], [3, 3]) });
    // DataFrame(arange(9).reshape(3, 3), index, index).to_csv(sep='\t') of pandas, with | for tabs
    expect(read().replaceAll('\t', '|').split('\n')).toEqual([
      'group|||ALL|ALL|ALL',
      'dataset|||NMC|NMC|SLAC',
      'id|||0|3|1',
      'group|dataset|id|||',
      'ALL|NMC|0|0.0|1.0|2.0',
      'ALL|NMC|3|3.0|4.0|5.0',
      'ALL|SLAC|1|6.0|7.0|8.0',
      '',
    ]);
  });
});

it('the labels are those of LHAPDF', () => {
  expect(FLAVOUR_LABELS.length).toBe(new Set(FLAVOUR_LABELS).size);
});
