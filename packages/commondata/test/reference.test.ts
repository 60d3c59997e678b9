import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readShared, sharedPath, sharedSuite } from '@parton/testing';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { type Dataset, readDataset, selectPoints } from '../src/index.ts';

interface Metadata {
  setname: string;
  implemented_observables: {
    observable_name: string;
    ndata: number;
    data_uncertainties: string[];
    variants?: Record<string, unknown>;
  }[];
}

sharedSuite('the commondata of NNPDF', 'nnpdf/commondata', (folder) => {
  it('all parse, every observable with every variant', () => {
    const sets = readdirSync(folder).filter((set) => existsSync(join(folder, set, 'metadata.yaml')));
    expect(sets.length).toBeGreaterThan(60);
    let read = 0;
    for (const set of sets) {
      // The shape is that of data.md, and readDataset checks it.
      const metadata = load(readFileSync(join(folder, set, 'metadata.yaml'), 'utf8')) as Metadata;
      for (const observable of metadata.implemented_observables) {
        const name = `${set}_${observable.observable_name}`;
        const complete = observable.data_uncertainties.length > 0 || set.startsWith('NNPDF_');
        for (const variant of [...(complete ? [undefined] : []), ...Object.keys(observable.variants ?? {})]) {
          const data = readDataset({ folders: [folder], name, variant });
          expect([name, data.central.length]).toEqual([name, observable.ndata]);
          read++;
        }
      }
    }
    expect(read).toBeGreaterThan(200);
  });

  it('keeps the values of published files whose bins have other names, by position', () => {
    const { systematics } = readDataset({ folders: [folder], name: 'ATLAS_Z0_13TEV_TOT' });
    expect(systematics.map(({ name }) => name)).toContain('ATLASLUMI15PART');
  });
});

sharedSuite('a recorded fit of two sets', 'fixtures/basic3.json', () => {
  interface Group {
    datasets: {
      name: string;
      variant: string;
      kept_indices: number[];
      t0_prediction: number[];
      operation: string;
    }[];
    central_values: number[];
    t0_covmat: { diag: number[] };
    replicas: { group_mcseed: number }[];
  }
  const load = () => {
    const fixture = readShared<{ groups: [Group]; seeds: { mc: number[] } }>('fixtures', 'basic3.json');
    const [group] = fixture.groups;
    const folders = [sharedPath('nnpdf', 'commondata') ?? ''];
    const sets = group.datasets.map(({ name, variant, kept_indices: kept }) =>
      selectPoints(readDataset({ folders, name, variant }), kept),
    );
    return { group, sets, seeds: fixture.seeds.mc };
  };

  it('has the same central values and operations', () => {
    const { group, sets } = load();
    expect(sets.flatMap(({ central }) => [...central])).toBeAllclose(group.central_values, { rtol: 1e-9 });
    expect(sets.map(({ theory }) => theory?.operation)).toEqual(
      group.datasets.map(({ operation }) => operation),
    );
  });

  it('has the same variances, with multiplicative uncertainties scaled to the t0 prediction', () => {
    const { group, sets } = load();
    const variance = ({ central, statistical, systematics }: Dataset, t0: readonly number[]) =>
      Array.from(central, (value, i) =>
        systematics.reduce(
          (sum, { treatment, values }) =>
            sum + ((values[i] ?? 0) * (treatment === 'MULT' ? (t0[i] ?? 0) / value : 1)) ** 2,
          (statistical[i] ?? 0) ** 2,
        ),
      );
    const all = sets.flatMap((set, k) => variance(set, group.datasets[k]?.t0_prediction ?? []));
    expect(all).toBeAllclose(group.t0_covmat.diag, { rtol: 1e-8 });
  });

  it('has the same first old names, which salt the seeds of pseudodata', () => {
    const { group, sets, seeds } = load();
    const names = sets.map(({ legacyNames }) => legacyNames[0]).join('-');
    expect(names).toBe('NMCPD_dw_ite-SLACD_dw_ite');
    const hash = BigInt(`0x${createHash('sha256').update(names).digest('hex')}`);
    const salt = Number(hash % 100_000_000n);
    expect(seeds.map((seed) => seed + salt)).toEqual(group.replicas.map(({ group_mcseed: seed }) => seed));
  });
});
