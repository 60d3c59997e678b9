import { type Dataset, readDataset } from '@parton/commondata';
import { readShared, sharedPath, sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import { BUILT_IN_RULES, DEFAULT_PARAMETERS, keptIndices } from '../src/index.ts';

/** Theory 400 of the recorded fits. */
const THEORY = { PTO: 2, FNS: 'FONLL-C', IC: 1 };

const read = (name: string, variant: string | undefined) =>
  readDataset({ folders: [sharedPath('nnpdf', 'commondata') ?? ''], name, variant });

const keep = (dataset: Dataset) =>
  keptIndices({ dataset, rules: BUILT_IN_RULES, theory: THEORY, parameters: DEFAULT_PARAMETERS });

/** Kinematics are the same for all variants, but some sets need one to have uncertainties. */
function readAny(name: string, variant: string | undefined): Dataset {
  const choices = variant === undefined ? [undefined, 'legacy', 'legacy_dw'] : [variant];
  for (const choice of choices) {
    try {
      return read(name, choice);
    } catch (error) {
      if (choice === choices.at(-1)) throw error;
    }
  }
  throw new Error(name);
}

sharedSuite('the sets of an NNPDF4.0-like fit', 'nnpdf/commondata', () => {
  it('keep the points that validphys keeps', () => {
    interface Recorded {
      datasets: Record<string, { ndata: number; kept: number[]; process_type: string }>;
    }
    const { sets } = readShared<{ sets: Record<string, { variant?: string }> }>(
      'fixtures',
      'chi2-nnpdf40.json',
    );
    const { datasets } = readShared<Recorded>('fixtures', 'kept-indices.json');
    expect(Object.keys(datasets).length).toBeGreaterThan(90);
    for (const [name, recorded] of Object.entries(datasets)) {
      const dataset = readAny(name, sets[name]?.variant ?? undefined);
      expect([name, dataset.central.length, dataset.processType]).toEqual([
        name,
        recorded.ndata,
        recorded.process_type,
      ]);
      expect([name, ...keep(dataset)]).toEqual([name, ...recorded.kept]);
    }
  });

  it('keep the points of a recorded fit', () => {
    interface Group {
      datasets: { name: string; variant: string; kept_indices: number[] }[];
    }
    const { groups } = readShared<{ groups: Group[] }>('fixtures', 'basic3.json');
    expect(groups[0]?.datasets).toHaveLength(2);
    for (const { name, variant, kept_indices: recorded } of groups[0]?.datasets ?? []) {
      expect(keep(read(name, variant))).toEqual(recorded);
    }
  });
});
