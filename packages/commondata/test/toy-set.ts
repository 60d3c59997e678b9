import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A set of two points with all that the format has; tests replace parts of the texts. */
const FILES: Readonly<Record<string, string>> = {
  'metadata.yaml': `setname: TOY_NC_1TEV
version: 1
nnpdf_metadata: {experiment: TOY, nnpdf31_process: DIS NC}
implemented_observables:
- observable_name: EP-F2
  observable: {description: d, label: 'from the observable', units: ''}
  process_type: DIS_NC
  ndata: 2
  plotting: {dataset_label: 'toy $F_2$', plot_x: x}
  kinematic_coverage: [x, Q2]
  kinematics:
    file: kinematics.yaml
    variables:
      x: {description: '', label: x, units: ''}
      Q2: {description: '', label: Q2, units: 'GeV^2'}
      y: {description: '', label: y, units: ''}
  data_central: data.yaml
  data_uncertainties:
  - uncertainties.yaml
  theory:
    FK_tables:
    - [TOY_A, TOY_B]
    operation: 'null'
  variants:
    doubled:
      data_central: data_doubled.yaml
    extra:
      data_uncertainties: [uncertainties.yaml, extra.yaml]
      experiment: EXTRA
    ratio:
      theory:
        FK_tables: [[TOY_A], [TOY_C]]
        operation: ratio
        conversion_factor: 2.5
        shifts: {TOY_A: 1}
        normalization: {TOY_C: 0.5}
- observable_name: EM-F2
  process_type: DIS_NC
`,
  'kinematics.yaml': `bins:
- x: {min: 0.1, mid: null, max: 0.3}
  Q2: {min: null, mid: 4.0, max: null}
  y: {mid: 0.5}
- x: {min: 0.3, mid: 0.35, max: 0.5}
  Q2: {min: null, mid: 1e1, max: null}
  y: {mid: 0.6}
`,
  'data.yaml': 'data_central: [1.5, -2.0]\n',
  'data_doubled.yaml': 'data_central: [3.0, -4.0]\n',
  'uncertainties.yaml': `definitions:
  Stat: {description: '', treatment: ADD, type: UNCORR}
  norm: {description: '', treatment: MULT, type: TOYLUMI}
  unused: {description: '', treatment: ADD, type: SKIP}
  shape: {description: '', treatment: ADD, type: CORR}
bins:
- {Stat: 0.1, norm: 0.3, unused: 9, shape: -0.2}
- {Stat: 0.2, norm: 0.4, unused: 9, shape: 1.e-2}
`,
  'extra.yaml': `definitions:
  7: {description: '', treatment: ADD, type: THEORYUNCORR}
  3: {description: '', treatment: MULT, type: UNCORR}
bins:
- {b: 0.7, a: 0.03}
- {a: 0.04, b: 0.8}
`,
};

/** Replaces `from` by `to` in a file of the toy set; `from` must be there. */
export type Edit = readonly [file: string, from: string, to: string];

/** Writes the toy set, with edits, into a new folder, beside other files; returns that commondata folder, which lasts as long as the test. */
export function toySet(edits: readonly Edit[] = [], beside: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'parton-commondata-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const set = join(folder, 'TOY_NC_1TEV');
  mkdirSync(set);
  const files = { ...FILES };
  for (const [file, from, to] of edits) {
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new Error(`the toy's ${file} has no ${from}`);
    files[file] = text.replace(from, to);
  }
  for (const [file, text] of Object.entries(files)) {
    if (text !== '') writeFileSync(join(set, file), text);
  }
  for (const [file, text] of Object.entries(beside)) writeFileSync(join(folder, file), text);
  return folder;
}
