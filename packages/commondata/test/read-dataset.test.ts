import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../src/index.ts';
import { type Edit, toySet } from './toy-set.ts';

const read = (
  variant?: string | readonly string[],
  edits: readonly Edit[] = [],
  name = 'TOY_NC_1TEV_EP-F2',
) => readDataset({ folders: [toySet(edits)], name, variant });

describe('readDataset', () => {
  it('reads names, kinematics, data and theory', () => {
    const data = read();
    expect(data).toMatchObject({
      name: 'TOY_NC_1TEV_EP-F2',
      setName: 'TOY_NC_1TEV',
      observable: 'EP-F2',
      processType: 'DIS_NC',
      experiment: 'TOY',
      process: 'DIS NC',
      variant: undefined,
      legacyNames: [],
      label: 'toy $F_2$',
      theory: {
        operation: 'NULL',
        operands: [['TOY_A', 'TOY_B']],
        conversionFactor: 1,
        shifts: {},
        normalization: {},
      },
    });
    expect(data.central).toEqual(Float64Array.of(1.5, -2));
    expect(data.files.map((file) => basename(file))).toEqual([
      'metadata.yaml',
      'data.yaml',
      'kinematics.yaml',
      'uncertainties.yaml',
    ]);
  });

  it('takes the middle of a bin from its ends where it is missing, and fills up to three variables', () => {
    const { variables, kinematics } = read();
    expect(variables).toEqual(['x', 'Q2', 'y']);
    expect(kinematics).toEqual({
      x: Float64Array.of(0.2, 0.35),
      Q2: Float64Array.of(4, 10),
      y: Float64Array.of(0.5, 0.6),
    });
  });

  it('reads absolute signed systematics, without SKIP, and the statistical uncertainty whatever its case', () => {
    const { statistical, systematics } = read();
    expect(statistical).toEqual(Float64Array.of(0.1, 0.2));
    expect(systematics).toEqual([
      { name: 'norm', treatment: 'MULT', type: 'TOYLUMI', values: Float64Array.of(0.3, 0.4) },
      { name: 'shape', treatment: 'ADD', type: 'CORR', values: Float64Array.of(-0.2, 0.01) },
    ]);
  });

  it('joins files, and gives values to definitions by their position in the first bin', () => {
    const { systematics } = read('extra');
    expect(systematics.map(({ name, type }) => [name, type])).toEqual([
      ['norm', 'TOYLUMI'],
      ['shape', 'CORR'],
      ['7', 'THEORYUNCORR'],
      ['3', 'UNCORR'],
    ]);
    expect(systematics[2]?.values).toEqual(Float64Array.of(0.7, 0.8));
    expect(systematics[3]?.values).toEqual(Float64Array.of(0.03, 0.04));
  });

  it('has zeros for the statistical uncertainty if there is no column for it', () => {
    const edits: Edit[] = [['uncertainties.yaml', '  Stat: {', '  other: {']];
    const { statistical, systematics } = read(undefined, edits);
    expect(statistical).toEqual(Float64Array.of(0, 0));
    expect(systematics[0]).toEqual({
      name: 'other',
      treatment: 'ADD',
      type: 'UNCORR',
      values: Float64Array.of(0.1, 0.2),
    });
  });

  it('applies variants in order; each replaces what it states', () => {
    expect(read('doubled').central).toEqual(Float64Array.of(3, -4));
    expect(read('doubled').systematics).toEqual(read().systematics);
    const both = read(['doubled', 'extra']);
    expect(both.variant).toBe('doubled_extra');
    expect(both.central).toEqual(Float64Array.of(3, -4));
    expect(both.systematics).toHaveLength(4);
    expect(both.experiment).toBe('EXTRA');
    expect(read([]).variant).toBeUndefined();
    expect(read('ratio').theory).toEqual({
      operation: 'RATIO',
      operands: [['TOY_A'], ['TOY_C']],
      conversionFactor: 2.5,
      shifts: { TOY_A: 1 },
      normalization: { TOY_C: 0.5 },
    });
    const last: Edit = ['metadata.yaml', 'doubled:\n', 'doubled:\n      experiment: DOUBLED\n'];
    expect(read(['extra', 'doubled'], [last]).experiment).toBe('DOUBLED');
    expect(read(['doubled', 'extra'], [last]).experiment).toBe('EXTRA');
  });

  it('finds the observable whatever its case, and spells it as the metadata do', () => {
    expect(read(undefined, [], 'TOY_NC_1TEV_ep-f2').name).toBe('TOY_NC_1TEV_EP-F2');
  });

  it('takes the first folder that has the set', () => {
    const first = toySet([['data.yaml', '1.5', '1.75']]);
    const second = toySet();
    const request = { name: 'TOY_NC_1TEV_EP-F2' };
    expect(readDataset({ ...request, folders: [first, second] }).central[0]).toBe(1.75);
    expect(readDataset({ ...request, folders: ['/no/such/folder', second, first] }).central[0]).toBe(1.5);
  });

  it('has no theory where there is no section, and the label of the observable where plots have none', () => {
    const edits: Edit[] = [
      ['metadata.yaml', '  theory:\n', '  comment:\n'],
      ['metadata.yaml', "dataset_label: 'toy $F_2$', ", ''],
    ];
    expect(read(undefined, edits)).toMatchObject({ theory: undefined, label: 'from the observable' });
  });

  it('names the variables k1, k2, k3 of the oldest format by the process', () => {
    const renamed: Edit[] = [
      ['metadata.yaml', '[x, Q2]', '[k1, k2, k3]'],
      ['kinematics.yaml', '- x:', '- k1:'],
      ['kinematics.yaml', '- x:', '- k1:'],
      ['kinematics.yaml', '  Q2:', '  k2:'],
      ['kinematics.yaml', '  Q2:', '  k2:'],
      ['kinematics.yaml', '  y:', '  k3:'],
      ['kinematics.yaml', '  y:', '  k3:'],
    ];
    expect(read(undefined, renamed).kinematics).toEqual(read().kinematics);
    const process = (type: string): Edit => [
      'metadata.yaml',
      'process_type: DIS_NC',
      `process_type: ${type}`,
    ];
    expect(read(undefined, [...renamed, process('DYP_FT')]).variables).toEqual(['y', 'M2', 'sqrts']);
    expect(read(undefined, [...renamed, process('JET')]).variables).toEqual(['k1', 'k2', 'k3']);
  });
});

describe('old names', () => {
  const names = `OLD_A: TOY_NC_1TEV_EP-F2
OLD_B: {dataset: TOY_NC_1TEV_EP-F2, variant: extra}
OTHER: {dataset: SOMETHING_ELSE, variant: extra}
OLD_C: {dataset: TOY_NC_1TEV_EP-F2, variant: extra}
OLD_DW_D: {dataset: TOY_NC_1TEV_EP-F2, variant: legacy}
OLD_E: {dataset: TOY_NC_1TEV_EP-F2, variant: legacy}
`;
  const legacy: Edit = ['metadata.yaml', 'variants:\n', 'variants:\n    legacy: {}\n'];
  const legacyNames = (variant?: string) => {
    const folders = [toySet([legacy], { 'dataset_names.yml': names })];
    return readDataset({ folders, name: 'TOY_NC_1TEV_EP-F2', variant }).legacyNames;
  };

  it('are those of exactly this variant if there are any, else all, in the order of the file', () => {
    expect(legacyNames()).toEqual(['OLD_A']);
    expect(legacyNames('extra')).toEqual(['OLD_B', 'OLD_C']);
    expect(legacyNames('doubled')).toEqual(['OLD_A', 'OLD_B', 'OLD_C', 'OLD_DW_D', 'OLD_E']);
  });

  it('with _DW_ do not belong to the variant legacy', () => {
    expect(legacyNames('legacy')).toEqual(['OLD_E']);
  });

  it('come from a file that is one of the files read', () => {
    const folder = toySet([], { 'dataset_names.yml': names });
    expect(readDataset({ folders: [folder], name: 'TOY_NC_1TEV_EP-F2' }).files).toContain(
      `${folder}/dataset_names.yml`,
    );
  });

  it('are no names of sets, but help to find them', () => {
    const folders = [toySet([], { 'dataset_names.yml': names })];
    expect(() => readDataset({ folders, name: 'OLD_B' })).toThrow(
      'OLD_B is an old name of TOY_NC_1TEV_EP-F2 with the variant extra.',
    );
  });
});
