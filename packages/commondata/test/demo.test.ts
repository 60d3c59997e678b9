import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { expect, it } from 'vitest';
import { type Dataset, readDataset, selectPoints } from '../src/index.ts';

const read = (name: string): Dataset => readDataset({ folders: [demoPath('commondata')], name });

it('every set of the demo runcards has as many points as the README says', () => {
  const rows = [
    ...readFileSync(demoPath('README.md'), 'utf8').matchAll(/^\| (\w+_DEMO_\S+) \| \d+ \((\d+)\)/gm),
  ];
  expect(rows).toHaveLength(14);
  for (const [, name = '', stored] of rows) {
    const data = read(name);
    expect([data.name, data.central.length]).toEqual([name, Number(stored)]);
    expect(data.kinematics[data.variables[0] ?? '']).toHaveLength(data.central.length);
    expect(data.systematics.every(({ values }) => values.length === data.central.length)).toBe(true);
    expect(data.theory?.operands).toHaveLength(data.theory?.operation === 'RATIO' ? 2 : 1);
  }
});

it('the numbers are those of the files', () => {
  const seaQuest = read('DYE906_Z0_120GEV_DEMO_RATIO');
  expect(seaQuest.central.slice(0, 2)).toEqual(Float64Array.of(1.211, 1.141));
  expect(seaQuest.kinematics['y']?.[1]).toBe(0.613855577);
  expect(seaQuest.systematics.map(({ values }) => values[5])).toEqual([
    0.039, 0.0474511, -0.042333, 0.00219664, 0.00328064, 8.44284e-4, 7.52027e-5,
  ]);
  expect(seaQuest.statistical).toEqual(new Float64Array(6));
  expect(seaQuest.theory?.operands).toEqual([
    ['DYE906_Z0_120GEV_DEMO_RATIO_D'],
    ['DYE906_Z0_120GEV_DEMO_RATIO_P'],
  ]);
});

it('the HERA sets share 168 sources of uncertainty by name', () => {
  const types = ['HERA_NC_225GEV_DEMO_EP-SIGMARED', 'HERA_CC_318GEV_DEMO_EM-SIGMARED'].map(
    (name) => new Set(read(name).systematics.map(({ type }) => type)),
  );
  const [first, second] = types;
  expect([...(first ?? [])].filter((type) => type.startsWith('HC_') && second?.has(type))).toHaveLength(168);
});

it('constraints have zeros and no uncertainties', () => {
  for (const [name, points] of [
    ['NNPDF_POS_2P24GEV_DEMO_XGL', 20],
    ['NNPDF_INTEG_3GEV_DEMO_XV8', 1],
  ] as const) {
    const constraint = read(name);
    expect(constraint.central).toEqual(new Float64Array(points));
    expect(constraint.statistical).toEqual(new Float64Array(points));
    expect(constraint.systematics).toEqual([]);
    expect(constraint.theory?.operation).toBe('NULL');
  }
});

it('selecting points takes the same rows of everything', () => {
  const data = read('HERA_CC_318GEV_DEMO_EP-SIGMARED');
  const some = selectPoints(data, [3, 10, 38]);
  const rowsOf = ({ central, statistical, kinematics, systematics }: Dataset, i: number) =>
    [central, statistical, ...Object.values(kinematics), ...systematics.map(({ values }) => values)].map(
      (v) => v[i],
    );
  for (const [to, from] of [3, 10, 38].entries()) expect(rowsOf(some, to)).toEqual(rowsOf(data, from));
  expect({ ...some, central: data.central }).toMatchObject({
    name: data.name,
    theory: data.theory,
    files: data.files,
  });
  const all = data.central.map((_, i) => i);
  expect(selectPoints(data, [...all])).toEqual(data);
  expect(selectPoints(selectPoints(data, [3, 10, 38]), [2])).toEqual(selectPoints(data, [38]));
  expect(selectPoints(data, []).central).toHaveLength(0);
});

it.each([39, -1, 1.5, Number.NaN])('selecting the point %d of 39 is refused', (index) => {
  const data = read('HERA_CC_318GEV_DEMO_EP-SIGMARED');
  expect(() => selectPoints(data, [0, index])).toThrow(
    `found the index ${index}, expected whole numbers from 0 to 38`,
  );
});
