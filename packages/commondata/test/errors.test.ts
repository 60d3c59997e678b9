import { isInputError } from '@parton/errors';
import { describe, expect, it } from 'vitest';
import { CommondataError, readDataset } from '../src/index.ts';
import { type Edit, toySet } from './toy-set.ts';

function messageOf(edits: readonly Edit[], request: { name?: string; variant?: string } = {}): string {
  const folder = toySet(edits);
  try {
    readDataset({ folders: [folder], name: 'TOY_NC_1TEV_EP-F2', ...request });
  } catch (error) {
    expect(error).toBeInstanceOf(CommondataError);
    if (isInputError(error)) return error.message.replaceAll(`${folder}/`, '');
  }
  return 'no error';
}

describe('a malformed file', () => {
  it.each<[string, Edit[], string]>([
    [
      'a wrong ndata',
      [['metadata.yaml', 'ndata: 2', 'ndata: 3']],
      'TOY_NC_1TEV/data.yaml:1 data_central: found 2 entries, expected 3, the ndata of metadata.yaml',
    ],
    [
      'an ndata that is no number',
      [['metadata.yaml', 'ndata: 2', 'ndata: two']],
      'TOY_NC_1TEV/metadata.yaml:8 implemented_observables.0.ndata: found "two", expected a finite number',
    ],
    [
      'a fractional ndata',
      [['metadata.yaml', 'ndata: 2', 'ndata: 2.5']],
      'found 2.5, expected a whole number > 0',
    ],
    [
      'too few kinematic bins',
      [['kinematics.yaml', 'bins:\n', 'bins: []\nother:\n']],
      'TOY_NC_1TEV/kinematics.yaml:1 bins: found 0 entries, expected 2',
    ],
    [
      'a missing variable',
      [['kinematics.yaml', '  Q2: {min: null, mid: 1e1', '  Q3: {min: null, mid: 1e1']],
      'TOY_NC_1TEV/kinematics.yaml:5 bins.1.Q2.mid: found nothing, expected a finite number',
    ],
    [
      'a text for a kinematic value',
      [['kinematics.yaml', 'mid: 1e1', 'mid: 10 GeV']],
      'TOY_NC_1TEV/kinematics.yaml:6 bins.1.Q2.mid: found "10 GeV", expected a finite number',
    ],
    [
      'a bin without ends and middle',
      [['kinematics.yaml', 'max: 0.3}', 'max: null}']],
      'TOY_NC_1TEV/kinematics.yaml:2 bins.0.x.max: found nothing, expected a finite number',
    ],
    [
      'data that are not a number',
      [['data.yaml', '-2.0', '.nan']],
      'TOY_NC_1TEV/data.yaml:1 data_central.1: found NaN, expected a finite number',
    ],
    [
      'one number for data',
      [['data.yaml', '[1.5, -2.0]', '1.5']],
      'TOY_NC_1TEV/data.yaml:1 data_central: found 1.5, expected a list',
    ],
    [
      'an infinite uncertainty',
      [['uncertainties.yaml', 'norm: 0.4', 'norm: .inf']],
      'TOY_NC_1TEV/uncertainties.yaml:8 bins.1.norm: found Infinity, expected a finite number',
    ],
    [
      'a bin with another name',
      [['uncertainties.yaml', 'norm: 0.4', 'nrom: 0.4']],
      'TOY_NC_1TEV/uncertainties.yaml:8 bins.1.norm: found nothing, expected a finite number',
    ],
    [
      'a bin with too few values',
      [['uncertainties.yaml', 'norm: 0.4, ', '']],
      'TOY_NC_1TEV/uncertainties.yaml:8 bins.1: found 3 values, expected 4, one per definition',
    ],
    [
      'an unknown treatment',
      [['uncertainties.yaml', 'treatment: MULT', 'treatment: MUL']],
      'TOY_NC_1TEV/uncertainties.yaml:3 definitions.norm.treatment: found "MUL", expected ADD or MULT',
    ],
    [
      'a correlated statistical uncertainty',
      [['uncertainties.yaml', 'type: UNCORR', 'type: CORR']],
      'TOY_NC_1TEV/uncertainties.yaml:2 definitions.Stat: found ADD and CORR, expected treatment ADD and type UNCORR',
    ],
    [
      'a second statistical uncertainty',
      [['uncertainties.yaml', '  norm: {', '  STAT: {']],
      'definitions.STAT: found two, expected one column called stat',
    ],
    [
      'an unknown operation',
      [['metadata.yaml', "operation: 'null'", 'operation: DIVIDE']],
      'theory.operation: found "DIVIDE", expected one of NULL, ADD, RATIO, ASY, SMN, SMT, COM, SUBTRACT_ABS,',
    ],
    [
      'too few operands',
      [['metadata.yaml', "operation: 'null'", 'operation: ASY']],
      'theory.FK_tables: found 1 operands, expected 2 for the operation ASY',
    ],
    [
      'a missing file',
      [['metadata.yaml', 'data_central: data.yaml', 'data_central: date.yaml']],
      'TOY_NC_1TEV/metadata.yaml:17 implemented_observables.0.data_central: found no readable file TOY_NC_1TEV/date.yaml',
    ],
    [
      'real data without central values',
      [['metadata.yaml', '  data_central: data.yaml\n', '']],
      'implemented_observables.0.data_central: found nothing, expected a text',
    ],
    [
      'real data without uncertainties',
      [['metadata.yaml', 'data_uncertainties:\n  - uncertainties.yaml', 'data_uncertainties: []']],
      'found none, expected the names of uncertainty files. Choose one of the variants doubled, extra, ratio.',
    ],
    [
      'no experiment',
      [['metadata.yaml', 'experiment: TOY', 'experiment: null']],
      'TOY_NC_1TEV/metadata.yaml:3 nnpdf_metadata.experiment: found nothing, expected the name of the experiment',
    ],
    [
      'broken YAML',
      [['data.yaml', ']', '']],
      'TOY_NC_1TEV/data.yaml:2: found deficient indentation, expected valid YAML',
    ],
    [
      'an empty file',
      [['data.yaml', 'data_central: [1.5, -2.0]', '']],
      'data.yaml: found expected a document',
    ],
  ])('with %s', (_, edits, message) => {
    expect(messageOf(edits)).toContain(message);
  });
});

describe('a wrong request', () => {
  it.each([
    [{ name: 'TOY' }, 'TOY: found TOY, expected SETNAME_OBSERVABLE'],
    [{ name: 'TOY_NC_2TEV_EP-F2' }, 'found the unknown set TOY_NC_2TEV, expected a folder of that name'],
    [{ name: 'TOY_NC_2TEV_EP-F2' }, 'Did you mean the set TOY_NC_1TEV?'],
    [
      { name: 'TOY_NC_1TEV_EP-F3' },
      'metadata.yaml:4 implemented_observables: found the observable name "EP-F3"',
    ],
    [{ name: 'TOY_NC_1TEV_EP-F3' }, 'expected one of EP-F2, EM-F2. Did you mean EP-F2?'],
    [
      { variant: 'extr' },
      'found the unknown variant "extr", expected one of doubled, extra, ratio. Did you mean extra?',
    ],
    [{ name: 'TOY_NC_1TEV_EM-F2', variant: 'x' }, 'expected no variant: this observable has none'],
    [
      { name: 'TOY_NC_1TEV_EM-F2' },
      'implemented_observables.1.ndata: found nothing, expected a finite number',
    ],
  ])('%o', (request, message) => {
    expect(messageOf([], request)).toContain(message);
  });
});

describe('a hostile file', () => {
  it('cannot multiply its size with aliases', () => {
    const columns = Array.from({ length: 4000 }, (_, k) => `s${k}: 1`).join(', ');
    const definitions = Array.from({ length: 4000 }, (_, k) => `  s${k}: *kind`).join('\n');
    const rows = Array.from({ length: 2999 }, () => '- *row').join('\n');
    const text = `kind: &kind {treatment: ADD, type: CORR}\ndefinitions:\n${definitions}\nbins:\n- &row {${columns}}\n${rows}\n`;
    const numbers = `data_central: [${'1, '.repeat(2999)}1]\n`;
    const bin = '- {x: {mid: 1}, Q2: {mid: 1}, y: {mid: 1}}\n';
    const message = messageOf([
      ['metadata.yaml', 'ndata: 2', 'ndata: 3000'],
      ['data.yaml', 'data_central: [1.5, -2.0]\n', numbers],
      ['kinematics.yaml', 'bins:\n', `bins:\n${bin.repeat(3000)}rest:\n`],
      ['uncertainties.yaml', 'definitions:\n', `${text}rest:\n`],
      ['uncertainties.yaml', 'bins:\n- {Stat', 'more:\n- {Stat'],
    ]);
    expect(message).toContain(
      'uncertainties.yaml:4003 bins: found 3000 x 4000 of them, expected at most 10000000',
    );
  });

  it('cannot blow up a message with nested aliases', () => {
    const levels = Array.from(
      { length: 30 },
      (_, k) => `l${k + 1}: &l${k + 1} [${`*l${k}, `.repeat(10)}]`,
    ).join('\n');
    const bomb = `l0: &l0 [1]\n${levels}\ndata_central: [*l30, *l30]\n`;
    expect(messageOf([['data.yaml', 'data_central: [1.5, -2.0]\n', bomb]])).toContain(
      'data.yaml:32 data_central.0: found a list of 10, expected a finite number',
    );
  });

  it('cannot nest deeply', () => {
    const bomb = `data_central: ${'['.repeat(1e5)}`;
    expect(messageOf([['data.yaml', 'data_central: [1.5, -2.0]', bomb]])).toContain(
      'nesting exceeded maxDepth',
    );
  });
});
