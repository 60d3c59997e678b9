import { readFileSync } from 'node:fs';
import { samplingCovariance, squareRoot } from '@parton/covariance';
import type { ClosureDataset } from '../src/index.ts';

type Column = readonly ['ADD' | 'MULT', string, number[]];
interface Uncertainties {
  readonly central: number[];
  readonly stat: number[];
  readonly sys: readonly Column[];
}

/** Numbers of validphys; `source` says how they were made. */
export const RECORDED: {
  readonly sets: readonly (Uncertainties & {
    readonly name: string;
    readonly experiment: string;
    readonly processType: string;
    readonly weight: number;
    readonly legacy: string[] | null;
  })[];
  readonly t0: number[][];
  readonly replica_mcseed: number;
  readonly group_seed: number;
  readonly positivity_mask: number[];
  readonly negative_seed: number;
  readonly negative_seed_separate: number;
  readonly replicas: Readonly<
    Record<'t0' | 'experimental' | 'separate' | 'resampled' | 'resampled_separate' | 'none', number[]>
  >;
  readonly law: number[][];
  readonly closure: {
    readonly filterseed: number;
    readonly together: number[][];
    readonly separate: number[][];
    readonly reread: readonly Uncertainties[];
    readonly level2: number[];
    readonly level2_separate: number[];
  };
  readonly inconsistent: {
    readonly settings: {
      readonly treatment_names: string[];
      readonly names_uncertainties: string[];
      readonly inconsistent_datasets: string[];
      readonly sys_rescaling_factor: number;
    };
    readonly reread: readonly Uncertainties[];
  };
} = JSON.parse(readFileSync(new URL('fixtures/validphys.json', import.meta.url), 'utf8'));

export interface RecordedSet extends ClosureDataset {
  readonly processType: string;
  readonly statistical: Float64Array;
  readonly systematics: readonly {
    readonly name: string;
    readonly treatment: 'ADD' | 'MULT';
    readonly type: string;
    readonly values: Float64Array;
  }[];
}

/** Four data sets of two experiments, with every kind of uncertainty. */
export const SETS: readonly RecordedSet[] = RECORDED.sets.map((set) => ({
  name: set.name,
  experiment: set.experiment,
  processType: set.processType,
  central: Float64Array.from(set.central),
  statistical: Float64Array.from(set.stat),
  systematics: set.sys.map(([treatment, type, values], k) => ({
    name: `${k}`,
    treatment,
    type,
    values: Float64Array.from(values),
  })),
}));

/** The names that salt the seed of the group. */
export const NAMES = RECORDED.sets.map(({ name, legacy }) => legacy?.[0] ?? name);

/** One array after the other. */
export function joined(arrays: readonly (readonly number[] | Float64Array)[]): Float64Array {
  return Float64Array.from(arrays.flatMap((array) => [...array]));
}

/** The root of the sampling covariance of the data sets, weighted, with the recorded t0 predictions. */
export function samplingRoot(
  sets: readonly RecordedSet[],
  options: { readonly useT0: boolean; readonly separateMultiplicative: boolean },
) {
  const entries = sets.map((dataset, i) => ({
    dataset,
    truth: Float64Array.from(RECORDED.t0[i] ?? []),
    weight: RECORDED.sets[i]?.weight,
  }));
  return squareRoot(samplingCovariance(entries, options));
}
