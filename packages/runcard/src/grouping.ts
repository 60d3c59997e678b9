import { child, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { oneOf } from './reader.ts';
import { optional } from './record.ts';

const PROPERTIES = ['ALL', 'experiment', 'nnpdf31_process', 'custom_group'] as const;
/** What the datasets of a group have in common; `ALL`: there is one group. */
export type Grouping = (typeof PROPERTIES)[number];

const PRESETS = ['standard_report', 'thcovmat_fit', 'diagonal_basis'] as const;

export const GROUPING = {
  metadata_group: optional(oneOf(PROPERTIES)),
  data_grouping: optional(oneOf(PRESETS)),
};

/** What the groups depend on; parts of a draft may be undefined. */
interface GroupingDraft {
  readonly metadata_group?: Grouping | undefined;
  readonly data_grouping?: (typeof PRESETS)[number] | undefined;
  readonly diagonal_basis: boolean | undefined;
  readonly theorycovmatconfig?:
    | {
        readonly use_thcovmat_in_fitting: boolean | undefined;
        readonly use_thcovmat_in_sampling: boolean | undefined;
      }
    | undefined;
}

/** All data together in the diagonal basis and with a theory covariance, else experiments, unless the runcard says more. */
export function groupingOf(draft: GroupingDraft): Grouping {
  const { metadata_group: property, data_grouping: preset, diagonal_basis: diagonal } = draft;
  if (property !== undefined) return property;
  if (preset !== undefined) return preset === 'standard_report' ? 'experiment' : 'ALL';
  return diagonal === true || usesTheory(draft) ? 'ALL' : 'experiment';
}

/** A theory covariance correlates all data, so it needs them in one group. */
export function checkGrouping(
  draft: GroupingDraft & {
    readonly dataset_inputs: readonly unknown[] | undefined;
  },
  at: (key: string) => Cursor,
): void {
  const grouping = groupingOf(draft);
  const key = isAbsent(at('metadata_group')) ? 'data_grouping' : 'metadata_group';
  if (usesTheory(draft) && grouping !== 'ALL') {
    reject(at(key), 'all data in one group, as the theory covariance needs', { cure: 'Remove the key' });
  }
  if (grouping === 'custom_group') return;
  const groups = (draft.dataset_inputs ?? []).map((_, i) =>
    child(child(at('dataset_inputs'), i), 'custom_group'),
  );
  const first = groups.find((group) => !isAbsent(group));
  if (first === undefined) return;
  warn(first, { found: 'a group without effect', expected: 'metadata_group: custom_group', cure: 'Add it' });
}

function usesTheory({ theorycovmatconfig: theory }: GroupingDraft): boolean {
  return theory?.use_thcovmat_in_fitting === true || theory?.use_thcovmat_in_sampling === true;
}
