import { describe, expect, it } from 'vitest';
import { readDataRuncard, readRuncard, runcardKeys } from '../src/index.ts';
import { edited, SMALL } from './small.ts';

const withKeys = (keys: string, { genrep = true } = {}) =>
  readRuncard(edited(['genrep: true', `genrep: ${genrep}\n${keys}`]));
const warnings = (keys: string) =>
  withKeys(keys).warnings.map(({ where, found }) => `${where?.line} ${where?.key}: ${found}`);

describe('groups of datasets', () => {
  const THEORY = 'theorycovmatconfig: {user_covmat_path: a.csv}';
  it.each([
    ['', 'ALL'],
    ['diagonal_basis: false', 'experiment'],
    [`diagonal_basis: false\n${THEORY}`, 'ALL'],
    [
      'diagonal_basis: false\ntheorycovmatconfig: {user_covmat_path: a.csv, use_thcovmat_in_fitting: false}',
      'ALL',
    ],
    [
      'diagonal_basis: false\ntheorycovmatconfig: {user_covmat_path: a.csv, use_thcovmat_in_fitting: false, use_thcovmat_in_sampling: false}',
      'experiment',
    ],
    ['data_grouping: standard_report', 'experiment'],
    ['diagonal_basis: false\ndata_grouping: thcovmat_fit', 'ALL'],
    ['diagonal_basis: false\ndata_grouping: diagonal_basis', 'ALL'],
    ['metadata_group: nnpdf31_process', 'nnpdf31_process'],
    ['metadata_group: experiment\ndata_grouping: thcovmat_fit', 'experiment'],
    ['metadata_group: custom_group', 'custom_group'],
    [`metadata_group: ALL\ndiagonal_basis: false\n${THEORY}`, 'ALL'],
  ])('with %j are by %s', (keys, grouping) => expect(withKeys(keys).grouping).toBe(grouping));
  it('may have names', () => {
    const card = readRuncard(
      edited(
        ['frac: 0.75', 'frac: 0.75, custom_group: left'],
        ['genrep: true', 'genrep: true\nmetadata_group: custom_group'],
      ),
    );
    expect(card.datasets.map(({ customGroup }) => customGroup)).toEqual(['left', undefined]);
    expect(card.warnings).toEqual([]);
  });
  it('with names that nobody asks for are a warning', () => {
    const card = readRuncard(edited(['frac: 0.75', 'frac: 0.75, custom_group: left']));
    expect(card.warnings).toMatchObject([{ where: { line: 3, key: 'dataset_inputs[0].custom_group' } }]);
  });
});

describe('theorycovmatconfig', () => {
  it('has defaults', () => {
    expect(
      withKeys('theorycovmatconfig: {point_prescriptions: [9 point, alphas 0118 0120 0116], pdf: T0}')
        .theoryCovariance,
    ).toEqual({
      prescriptions: ['9 point', 'alphas 0118 0120 0116'],
      pdfSet: 'T0',
      inFitting: true,
      inSampling: true,
    });
  });
  it('reads every option', () => {
    const keys =
      'theorycovmatconfig: {point_prescriptions: [dis ihou], pdf: T0, use_thcovmat_in_fitting: false, use_thcovmat_in_sampling: true, user_covmat_path: x/covmat.csv, mult_factor: 0.5}';
    expect(withKeys(keys).theoryCovariance).toEqual({
      prescriptions: ['dis ihou'],
      pdfSet: 'T0',
      inFitting: false,
      inSampling: true,
      user: { path: 'x/covmat.csv', factor: 0.5 },
    });
    expect(withKeys('theorycovmatconfig: {user_covmat_path: covmat.csv}').theoryCovariance).toEqual({
      prescriptions: [],
      inFitting: true,
      inSampling: true,
      user: { path: 'covmat.csv', factor: 1 },
    });
  });
  it('may be absent', () => {
    expect(withKeys('theorycovmatconfig:')).not.toHaveProperty('theoryCovariance');
    expect(withKeys('theorycovmatconfig:')).toEqual(readRuncard(SMALL));
  });
  it('without use is a warning', () => {
    expect(
      warnings(
        'theorycovmatconfig: {user_covmat_path: a.csv, use_thcovmat_in_fitting: false, use_thcovmat_in_sampling: false}',
      ),
    ).toEqual(['15 theorycovmatconfig: a theory covariance for neither fitting nor sampling']);
  });
});

describe('closuretest', () => {
  const LEVEL_1 = 'fakedata: true, fakepdf: LAW, fakenoise: true, filterseed: 5';
  it.each([
    [
      '0',
      'closuretest: {fakedata: true, fakepdf: LAW, fakenoise: false}',
      false,
      { pdfSet: 'LAW', theoryId: '40000000' },
    ],
    ['1', `closuretest: {${LEVEL_1}}`, false, { pdfSet: 'LAW', theoryId: '40000000', noiseSeed: 5 }],
    [
      '2',
      `closuretest: {${LEVEL_1}, faketheoryid: 41_000_000}`,
      true,
      { pdfSet: 'LAW', theoryId: '41000000', noiseSeed: 5 },
    ],
  ])('of level %s', (_, keys, genrep, expected) => {
    const card = withKeys(keys, { genrep });
    expect(card.closureTest).toEqual(expected);
    expect(card.genrep).toBe(genrep);
    expect(card.warnings).toEqual([]);
  });
  it('may be absent', () => {
    for (const keys of [
      'closuretest:',
      'closuretest: {}',
      'closuretest: {fakedata: false, fakepdf: LAW, filterseed: 0, fakenoise: true}',
    ])
      expect(withKeys(keys)).toEqual(readRuncard(SMALL));
  });
  it('of inconsistent data', () => {
    const settings =
      'inconsistent_data_settings: {treatment_names: [MULT, ADD], names_uncertainties: [CORR, SPECIAL], inconsistent_datasets: [NMC_NC_NOTFIXED_EM-F2], sys_rescaling_factor: 0.3}';
    const card = withKeys(`closuretest: {${LEVEL_1}, inconsistent_fakedata: true}\n${settings}`);
    expect(card.closureTest?.inconsistency).toEqual({
      datasets: ['NMC_NC_NOTFIXED_EM-F2'],
      treatments: ['MULT', 'ADD'],
      types: ['CORR', 'SPECIAL'],
      factor: 0.3,
    });
    expect(card.warnings).toEqual([]);
  });
  it('takes its keys, and those that it brings for the fit, as n3fit does', () => {
    expect(
      withKeys(`${LEVEL_1.replaceAll(', ', '\n')}\nclosuretest: {fakepdf: INNER}`).closureTest?.pdfSet,
    ).toBe('INNER');
    expect(withKeys(`closuretest: {${LEVEL_1}, use_t0_sampling: false}`).useT0Sampling).toBe(false);
  });
  it('warns of what has no effect', () => {
    expect(warnings('closuretest: {errorsize: 1.0, rancutmethod: 0}')).toEqual([
      '15 closuretest.errorsize: a key without effect',
      '15 closuretest.rancutmethod: a key without effect',
    ]);
    expect(warnings('closuretest: {fakedata: true, fakepdf: LAW, fakenoise: false}')).toEqual([
      '15 closuretest.fakenoise: false with genrep: true',
    ]);
    expect(warnings(`closuretest: {${LEVEL_1}}\ninconsistent_data_settings: {}`)).toEqual([
      '16 inconsistent_data_settings: settings without effect',
    ]);
    expect(
      warnings(`closuretest: {${LEVEL_1}, inconsistent_fakedata: true}\ninconsistent_data_settings: {}`),
    ).toEqual(
      ['treatment_names', 'names_uncertainties', 'inconsistent_datasets'].map(
        (key) => `16 inconsistent_data_settings.${key}: nothing`,
      ),
    );
  });
});

describe('a comparison with data', () => {
  it('warns that it is with measured data and without theory covariance', () => {
    const card = readDataRuncard(
      edited([
        'genrep: true',
        'genrep: true\nclosuretest: {fakedata: true, fakepdf: LAW, fakenoise: true, filterseed: 5}\ntheorycovmatconfig: {user_covmat_path: a.csv}',
      ]),
    );
    expect(card.warnings.map(({ where, found }) => `${where?.line} ${where?.key}: ${found}`)).toEqual([
      '15 closuretest.fakedata: an option of fits',
      '16 theorycovmatconfig: an option of fits',
    ]);
    expect(card).not.toHaveProperty('closureTest');
  });
  it('does not warn otherwise', () => expect(readDataRuncard(SMALL).warnings).toEqual([]));
});

describe('the keys', () => {
  const keys = new Map(runcardKeys().map((key) => [key.key, key]));
  it.each([
    ['closuretest.fakepdf', 'a name', undefined],
    ['closuretest.filterseed', 'a whole number from 0 to 4294967295', undefined],
    ['theorycovmatconfig.use_thcovmat_in_fitting', 'true or false', true],
    ['inconsistent_data_settings.sys_rescaling_factor', 'a number >= 0', 1],
    ['metadata_group', 'one of ALL, experiment, nnpdf31_process, custom_group', undefined],
    ['dataset_inputs.custom_group', 'a name', undefined],
  ])('%s: %s', (key, expected, fallback) => {
    expect(keys.get(key)).toMatchObject({ key, expected, required: false });
    expect(keys.get(key)?.fallback).toBe(fallback);
  });
});
