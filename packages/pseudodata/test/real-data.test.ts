import { readFileSync } from 'node:fs';
import { readDataset, selectPoints } from '@parton/commondata';
import { samplingCovariance, squareRoot } from '@parton/covariance';
import { sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import { groupSeed, multiplicativeErrors, samplePseudodata } from '../src/index.ts';

/** `source` says how the numbers were made. */
const recorded: {
  readonly sets: readonly { readonly name: string; readonly variant: string; readonly kept: number[] }[];
  readonly group_seed: number;
  readonly together: number[];
  readonly separate: number[];
} = JSON.parse(readFileSync(new URL('fixtures/real-data.json', import.meta.url), 'utf8'));

sharedSuite(
  'a replica of five data sets of all kinds agrees with validphys',
  'nnpdf/commondata',
  (folder) => {
    const replica = (separateMultiplicative: boolean) => {
      const sets = recorded.sets.map(({ name, variant, kept }) =>
        selectPoints(readDataset({ folders: [folder], name, variant }), kept),
      );
      const seed = groupSeed(
        123456,
        sets.map(({ legacyNames, name }) => legacyNames[0] ?? name),
      );
      expect(seed).toBe(recorded.group_seed);
      const entries = sets.map((dataset) => ({
        dataset,
        truth: dataset.central.map((value, i) => value * (1 + 0.1 * Math.sin(i))),
      }));
      return samplePseudodata({
        central: Float64Array.from(sets.flatMap(({ central }) => [...central])),
        squareRoot: squareRoot(samplingCovariance(entries, { useT0: true, separateMultiplicative })),
        seed,
        ...(separateMultiplicative ? { multiplicative: multiplicativeErrors(sets) } : {}),
      });
    };
    it('with all uncertainties together', () => {
      expect(replica(false)).toBeAllclose(recorded.together, { rtol: 1e-13 });
    });
    it('with separate multiplicative uncertainties', () => {
      expect(replica(true)).toBeAllclose(recorded.separate, { rtol: 1e-13 });
    });
  },
);
