import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asText, at, entries, isAbsent, readYaml } from './yaml-node.ts';

/** A line of `dataset_names.yml`: what a data set of older fits is called now. */
interface LegacyName {
  readonly oldName: string;
  readonly dataset: string;
  readonly variant: string | undefined;
}

/** Reads `dataset_names.yml` in a commondata folder, in the order of the file; undefined if there is none. */
export function readLegacyNames(
  folder: string,
): { readonly path: string; readonly names: readonly LegacyName[] } | undefined {
  const path = join(folder, 'dataset_names.yml');
  if (!existsSync(path)) return undefined;
  const names = entries(readYaml(path)).map(({ name: oldName, node }) => {
    if (typeof node.value === 'string') return { oldName, dataset: node.value, variant: undefined };
    const variant = at(node, 'variant');
    return {
      oldName,
      dataset: asText(at(node, 'dataset')),
      variant: isAbsent(variant) ? undefined : asText(variant),
    };
  });
  return { path, names };
}

/**
 * The old names of a data set. If some belong to exactly this variant only those, else all; an old name with `_DW_`
 * belongs to `legacy_dw` even where the variant `legacy` is asked for.
 */
export function legacyNamesOf(
  name: string,
  variant: string | undefined,
  names: readonly LegacyName[],
): string[] {
  const all = names.filter((entry) => entry.dataset === name);
  const exact = all.filter((entry) => {
    const promoted = entry.oldName.includes('_DW_') && variant === 'legacy';
    return (promoted ? 'legacy_dw' : entry.variant) === variant;
  });
  return (exact.length > 0 ? exact : all).map((entry) => entry.oldName);
}
