import { readFileSync } from 'node:fs';
import { readDataset } from '@parton/commondata';
import { demoPath } from '@parton/demo';
import { expect, it } from 'vitest';
import { BUILT_IN_RULES, DEFAULT_PARAMETERS, keptIndices, type Rule } from '../src/index.ts';

const THEORY = { PTO: 2, FNS: 'FONLL-C', IC: 1 };

/** `added_filter_rules` of demo.yml. */
const ADDED: readonly Rule[] = [
  { processType: 'POS_XPDF', rule: 'x > 0.1' },
  { dataset: 'NNPDF_POS_2P24GEV_DEMO_F2C', rule: 'x < 0.74' },
  { dataset: 'NNPDF_POS_2P24GEV_DEMO_FLL', rule: 'x > 5.0e-7' },
];

function kept(name: string, rules = BUILT_IN_RULES) {
  const dataset = readDataset({ folders: [demoPath('commondata')], name });
  const indices = keptIndices({ dataset, rules, theory: THEORY, parameters: DEFAULT_PARAMETERS });
  return { dataset, indices };
}

it('the demo keeps 1935 of its 1998 points, set by set as its README says', () => {
  const rows = [
    ...readFileSync(demoPath('README.md'), 'utf8').matchAll(/^\| (\w+_DEMO_\S+) \| (\d+) \((\d+)\)/gm),
  ];
  expect(rows).toHaveLength(14);
  const totals = { kept: 0, stored: 0 };
  for (const [, name = '', points, stored] of rows) {
    const { dataset, indices } = kept(name);
    expect([name, indices.length, dataset.central.length]).toEqual([name, Number(points), Number(stored)]);
    totals.kept += indices.length;
    totals.stored += dataset.central.length;
  }
  expect(totals).toEqual({ kept: 1935, stored: 1998 });
});

it('positivity sets are cut by the added rules alone', () => {
  for (const name of ['XUQ', 'F2C', 'FLL', 'F2U']) {
    const whole = kept(`NNPDF_POS_2P24GEV_DEMO_${name}`);
    expect(whole.indices).toHaveLength(20);
  }
  const rules = [...BUILT_IN_RULES, ...ADDED];
  const positions = (name: string) => {
    const { dataset, indices } = kept(`NNPDF_POS_2P24GEV_DEMO_${name}`, rules);
    return indices.map((i) => dataset.kinematics['x']?.[i] ?? 0);
  };
  expect(Math.min(...positions('XUQ'))).toBeGreaterThan(0.1);
  expect(Math.max(...positions('F2C'))).toBeLessThan(0.74);
  expect(positions('FLL')).toHaveLength(19);
  expect(positions('F2U')).toHaveLength(20);
});
