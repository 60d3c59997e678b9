import type { Systematic } from './dataset.ts';
import {
  asMap,
  asNumber,
  asPoints,
  asText,
  at,
  entries,
  fault,
  isFiniteNumber,
  readNamedYaml,
  type YamlNode,
} from './yaml-node.ts';

interface Uncertainties {
  readonly statistical: Float64Array;
  readonly systematics: readonly Systematic[];
  readonly paths: readonly string[];
}

/** Above this many numbers a file is not data: aliases can make a small text stand for any number of columns. */
const MAX_NUMBERS = 1e7;

/** Reads and joins the uncertainty files of a set; the column `stat` is the statistical uncertainty. */
export function readUncertainties(names: readonly YamlNode[], ndata: number): Uncertainties {
  const files = names.map(readNamedYaml);
  const columns = files.flatMap((file) => readColumns(file, ndata));
  const [statistical, ...surplus] = columns.filter(isStatistical);
  const [second] = surplus;
  if (second !== undefined) throw fault(second.definition, 'one column called stat', { found: 'two' });
  if (statistical !== undefined && (statistical.treatment !== 'ADD' || statistical.type !== 'UNCORR'))
    throw fault(statistical.definition, 'treatment ADD and type UNCORR for the column stat', {
      found: `${statistical.treatment} and ${statistical.type}`,
    });
  return {
    statistical: statistical?.values ?? new Float64Array(ndata),
    systematics: columns
      .filter((column) => !isStatistical(column) && column.type !== 'SKIP')
      .map(({ name, treatment, type, values }) => ({ name, treatment, type, values })),
    paths: files.map((file) => file.file.path),
  };
}

interface Column extends Systematic {
  readonly definition: YamlNode;
}

function isStatistical({ name }: Systematic): boolean {
  return name.toLowerCase() === 'stat';
}

/**
 * The columns of one file. Values belong to definitions by position, not by name: the k-th key of the first bin is the
 * k-th definition. Some published files have other names in the bins, and fits with them were made this way.
 */
function readColumns(file: YamlNode, ndata: number): Column[] {
  const definitions = entries(at(file, 'definitions'));
  const bins = at(file, 'bins');
  const rows = readRows(bins, ndata, definitions.length);
  const keys = [...(rows[0]?.keys() ?? [])];
  return definitions.map(({ name, node: definition }, k) => {
    const values = Float64Array.from(rows, (row, i) => {
      const value = row.get(keys[k]);
      return isFiniteNumber(value) ? value : asNumber({ ...at(bins, i, String(keys[k])), value });
    });
    return { name, ...readKind(definition), definition, values };
  });
}

function readRows(bins: YamlNode, ndata: number, width: number): ReadonlyMap<unknown, unknown>[] {
  if (ndata * width > MAX_NUMBERS)
    throw fault(bins, `at most ${MAX_NUMBERS} numbers`, { found: `${ndata} x ${width} of them` });
  return asPoints(bins, ndata).map((_, i) => {
    const row = at(bins, i);
    const { size } = asMap(row);
    if (size === width) return asMap(row);
    throw fault(row, `${width}, one per definition`, { found: `${size} values` });
  });
}

function readKind(definition: YamlNode): Pick<Systematic, 'treatment' | 'type'> {
  const treatment = at(definition, 'treatment');
  if (treatment.value !== 'ADD' && treatment.value !== 'MULT') throw fault(treatment, 'ADD or MULT');
  return { treatment: treatment.value, type: asText(at(definition, 'type')) };
}
