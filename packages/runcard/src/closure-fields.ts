import { child, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { boolean, listOf, number, oneOf, suggest } from './reader.ts';
import { ignored, optional, record, withDefault } from './record.ts';
import type { Drafts } from './schema.ts';
import { name, seed, theoryId } from './values.ts';

/** The keys of `closuretest`. */
export const CLOSURE = {
  fakedata: withDefault(boolean, false),
  fakepdf: optional(name),
  faketheoryid: optional(theoryId),
  fakenoise: optional(boolean),
  filterseed: optional(seed),
  inconsistent_fakedata: withDefault(boolean, false),
  errorsize: ignored(),
  printpdf4gen: ignored(),
  rancutmethod: ignored(),
  rancutprob: ignored(),
  rancuttrnval: ignored(),
};

const TREATMENTS = ['ADD', 'MULT'] as const;
const TYPES = ['CORR', 'UNCORR', 'THEORYCORR', 'THEORYUNCORR', 'SPECIAL'] as const;
export type Treatment = (typeof TREATMENTS)[number];
/** What an uncertainty is correlated with; `SPECIAL` ones also between datasets. */
export type UncertaintyType = (typeof TYPES)[number];

const INCONSISTENT = {
  treatment_names: withDefault(listOf(oneOf(TREATMENTS)), []),
  names_uncertainties: withDefault(listOf(oneOf(TYPES)), []),
  inconsistent_datasets: withDefault(listOf(name), []),
  sys_rescaling_factor: withDefault(number({ min: 0 }), 1),
};

/** The map `inconsistent_data_settings`. */
export const inconsistentSettings = record(INCONSISTENT);

type ClosureDraft = Drafts<typeof CLOSURE> & {
  readonly genrep: boolean | undefined;
  readonly dataset_inputs: readonly ({ readonly dataset?: string | undefined } | undefined)[] | undefined;
  readonly inconsistent_data_settings: Drafts<typeof INCONSISTENT> | undefined;
};

/** Reports what a closure test lacks. */
export function checkClosure(draft: ClosureDraft, at: (key: string) => Cursor): void {
  if (draft.fakedata === true) {
    checkLevel(draft, at);
    if (draft.inconsistent_fakedata === true) return checkInconsistent(draft, at);
  }
  if (draft.inconsistent_data_settings === undefined) return;
  warn(at('inconsistent_data_settings'), {
    found: 'settings without effect',
    expected: 'closuretest.fakedata and closuretest.inconsistent_fakedata',
    cure: 'Set both to true, or remove the key',
  });
}

/** Level 0: the data are predictions; 1: with noise; 2: and replicas about it. */
function checkLevel({ fakenoise, genrep }: ClosureDraft, at: (key: string) => Cursor): void {
  const cure = 'Add it, or set fakedata: false';
  if (isAbsent(at('fakepdf'))) reject(at('fakepdf'), 'the PDF set that predicts the data', { cure });
  if (isAbsent(at('fakenoise'))) reject(at('fakenoise'), 'true or false', { cure });
  if (fakenoise === true && isAbsent(at('filterseed'))) reject(at('filterseed'), 'the seed of the noise');
  if (fakenoise !== false || genrep !== true) return;
  warn(at('fakenoise'), {
    found: 'false with genrep: true',
    expected: 'level 0 (both false), 1 (fakenoise true) or 2 (both true)',
    cure: 'Replicas fluctuate about data without noise',
  });
}

function checkInconsistent(draft: ClosureDraft, at: (key: string) => Cursor): void {
  const { inconsistent_data_settings: settings, dataset_inputs: inputs = [] } = draft;
  if (draft.fakenoise === false) {
    const found = 'true with fakenoise: false';
    reject(at('inconsistent_fakedata'), 'noise to be inconsistent with', {
      found,
      cure: 'Set fakenoise: true',
    });
  }
  const cursor = at('inconsistent_data_settings');
  if (isAbsent(cursor))
    reject(cursor, 'which uncertainties are rescaled', {
      cure: 'Add it, or set inconsistent_fakedata: false',
    });
  if (settings === undefined) return;
  const known = inputs.flatMap((input) => input?.dataset ?? []);
  settings.inconsistent_datasets?.forEach((dataset, i) => {
    if (dataset === undefined || known.includes(dataset)) return;
    const place = child(child(cursor, 'inconsistent_datasets'), i);
    reject(place, 'one of dataset_inputs', { cure: suggest(dataset, known) });
  });
  for (const key of ['treatment_names', 'names_uncertainties', 'inconsistent_datasets'] as const) {
    if (settings[key]?.length !== 0) continue;
    warn(child(cursor, key), { found: 'nothing', expected: 'some', cure: 'No uncertainty is rescaled' });
  }
}
