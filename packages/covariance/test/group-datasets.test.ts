import { describe, expect, it } from 'vitest';
import { groupDatasets, type Grouping } from '../src/index.ts';

const sets = [
  { name: 'a', experiment: 'NMC', process: 'DIS NC', customGroup: 'left' },
  { name: 'b', experiment: 'ATLAS', process: 'DY' },
  { name: 'c', experiment: 'NMC', process: 'DIS NC', customGroup: 'right' },
  { name: 'd', experiment: 'CMS', process: 'DY', customGroup: 'left' },
  { name: 'e', experiment: 'ATLAS', process: 'JETS' },
] as const;
const grouped = (grouping: Grouping) =>
  groupDatasets(sets, grouping, (set) => set).map(
    ({ name, datasets }) => `${name}: ${datasets.map((set) => set.name).join('')}`,
  );

describe('groupDatasets', () => {
  it.each([
    ['ALL', ['ALL: abcde']],
    ['experiment', ['NMC: ac', 'ATLAS: be', 'CMS: d']],
    ['nnpdf31_process', ['DIS NC: ac', 'DY: bd', 'JETS: e']],
    ['custom_group', ['left: ad', 'unset: be', 'right: c']],
  ] as const)('by %s keeps the order of first appearance', (grouping, expected) => {
    expect(grouped(grouping)).toEqual(expected);
  });
  it('has every data set once', () => {
    for (const grouping of ['ALL', 'experiment', 'nnpdf31_process', 'custom_group'] as const) {
      const members = groupDatasets(sets, grouping, (set) => set).flatMap(({ datasets }) => datasets);
      expect(new Set(members)).toEqual(new Set(sets));
      expect(members.length).toBe(sets.length);
    }
  });
  it('of no data has no groups', () => expect(groupDatasets([], 'ALL', (set) => set)).toEqual([]));
});
