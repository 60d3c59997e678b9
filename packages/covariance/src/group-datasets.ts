/** What the covariance of a fit is built for at once: all data, or groups by a property of the data sets. */
export type Grouping = 'ALL' | 'experiment' | 'nnpdf31_process' | 'custom_group';

/** The properties by which data sets are grouped. */
export interface GroupKeys {
  readonly experiment: string;
  readonly process: string;
  /** Of the runcard (`custom_group`). */
  readonly customGroup?: string | undefined;
}

/** Data sets that share a covariance, a noise seed and a split between training and validation. */
export interface DatasetGroup<D> {
  /** Salts the split. */
  readonly name: string;
  readonly datasets: readonly D[];
}

/** The custom group of data sets that name none. */
const UNSET = 'unset';

/**
 * Groups data sets; correlations between groups are lost. Groups stand in the order in which they first appear, the data
 * sets of a group in theirs.
 *
 * @param keysOf the properties of a data set
 */
export function groupDatasets<D>(
  datasets: readonly D[],
  grouping: Grouping,
  keysOf: (dataset: D) => GroupKeys,
): DatasetGroup<D>[] {
  const groups = new Map<string, D[]>();
  for (const dataset of datasets) {
    const name = groupName(grouping, keysOf(dataset));
    groups.set(name, [...(groups.get(name) ?? []), dataset]);
  }
  return Array.from(groups, ([name, members]) => ({ name, datasets: members }));
}

function groupName(grouping: Grouping, { experiment, process, customGroup = UNSET }: GroupKeys): string {
  if (grouping === 'ALL') return 'ALL';
  if (grouping === 'custom_group') return customGroup;
  return grouping === 'experiment' ? experiment : process;
}
