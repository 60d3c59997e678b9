import type { Dataset } from './dataset.ts';
import { findSet } from './find-set.ts';
import { readKinematics } from './kinematics.ts';
import { legacyNamesOf, readLegacyNames } from './legacy-names.ts';
import { readTheory } from './theory-spec.ts';
import { readUncertainties } from './uncertainties.ts';
import { variantNames, withVariants } from './variants.ts';
import {
  asNumber,
  asPoints,
  asText,
  at,
  fault,
  isAbsent,
  items,
  readNamedYaml,
  type YamlNode,
} from './yaml-node.ts';

/** What to read: `<setname>_<observable>` out of the first of the folders that has the set. */
export interface DatasetRequest {
  readonly folders: readonly string[];
  readonly name: string;
  /** Applied in this order; each replaces what it states. */
  readonly variant?: string | readonly string[] | undefined;
}

/**
 * Reads a data set, or a positivity or integrability constraint (a set called `NNPDF_...`, which has no data).
 *
 * @throws CommondataError where a file is missing, malformed, or does not hold `ndata` finite numbers
 */
export function readDataset({ folders, name: wanted, variant = [] }: DatasetRequest): Dataset {
  const { folder, setName, metadata, observable } = findSet(folders, wanted);
  const variants = typeof variant === 'string' ? [variant] : variant;
  const entry = withVariants(observable, variants);
  const ndata = readCount(at(observable, 'ndata'));
  const observableName = asText(at(observable, 'observable_name'));
  const name = `${setName}_${observableName}`;
  const processType = asText(at(observable, 'process_type'));
  const isConstraint = setName.startsWith('NNPDF_');

  const central = readCentral(entry('data_central'), ndata, isConstraint);
  const kinematics = readKinematics(observable, processType, ndata);
  const lists = items(entry('data_uncertainties'));
  if (lists.length === 0 && !isConstraint) throw noUncertainties(observable, entry('data_uncertainties'));
  const uncertainties = readUncertainties(lists, ndata);
  const applied = variants.length === 0 ? undefined : variants.join('_');
  const legacy = readLegacyNames(folder);
  return {
    name,
    setName,
    observable: observableName,
    processType,
    experiment: readExperiment(entry('experiment'), metadata, observable),
    process: asText(at(metadata, 'nnpdf_metadata', 'nnpdf31_process')),
    variant: applied,
    legacyNames: legacyNamesOf(name, applied, legacy?.names ?? []),
    variables: kinematics.variables,
    kinematics: kinematics.kinematics,
    central: central.values,
    statistical: uncertainties.statistical,
    systematics: uncertainties.systematics,
    theory: readTheory(entry('theory')),
    label: readLabel(observable),
    files: [
      metadata.file.path,
      ...central.paths,
      kinematics.path,
      ...uncertainties.paths,
      ...(legacy === undefined ? [] : [legacy.path]),
    ],
  };
}

function readCount(node: YamlNode): number {
  const count = asNumber(node);
  if (Number.isInteger(count) && count > 0) return count;
  throw fault(node, 'a whole number > 0');
}

function readCentral(
  name: YamlNode,
  ndata: number,
  isConstraint: boolean,
): { values: Float64Array; paths: readonly string[] } {
  if (isAbsent(name) && isConstraint) return { values: new Float64Array(ndata), paths: [] };
  const file = readNamedYaml(name);
  const list = at(file, 'data_central');
  const values = Float64Array.from(asPoints(list, ndata), (_, i) => asNumber(at(list, i)));
  return { values, paths: [file.file.path] };
}

function readExperiment(ofVariant: YamlNode, metadata: YamlNode, observable: YamlNode): string {
  const general = at(metadata, 'nnpdf_metadata', 'experiment');
  const candidates = [ofVariant, general, at(observable, 'plotting', 'experiment')];
  return asText(
    candidates.find((candidate) => !isAbsent(candidate)) ?? general,
    'the name of the experiment',
  );
}

function readLabel(observable: YamlNode): string {
  const forPlots = at(observable, 'plotting', 'dataset_label');
  return asText(isAbsent(forPlots) ? at(observable, 'observable', 'label') : forPlots);
}

function noUncertainties(observable: YamlNode, list: YamlNode): Error {
  const variants = variantNames(observable);
  return fault(list, 'the names of uncertainty files', {
    found: 'none',
    ...(variants.length === 0 ? {} : { cure: `Choose one of the variants ${variants.join(', ')}.` }),
  });
}
