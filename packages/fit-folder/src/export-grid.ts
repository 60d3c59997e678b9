import { parse, YAMLParseError } from 'yaml';
import { fromNested, type NdArray, type Nested, row } from '@parton/ndarray';
import { brief, type Content, isNumber, isNumberList, isRecord, isTextList, pick } from './content.ts';
import { FitFolderError } from './fit-folder-error.ts';
import { FLAVOUR_LABELS } from './flavour-labels.ts';
import { pythonFloat } from './python-float.ts';

/** The PDF of one replica at the fitting scale. */
export interface ExportGrid {
  /** Counts from 1. */
  readonly replica: number;
  /** The fitting scale squared, in GeV^2. */
  readonly q2: number;
  /** `[N]`, usually `EXPORT_X_GRID`. */
  readonly x: readonly number[];
  /** `x f(x)`, `[N, 14]`; columns as `FLAVOUR_LABELS`. */
  readonly grid: NdArray;
}

/** An export grid in the YAML layout of n3fit: keys in alphabetical order, lists of numbers wrapped. */
export function formatExportGrid({ replica, q2, x, grid }: ExportGrid): string {
  const rows = x.map((_, i) => `${flowList('- ', row(grid, i).data)}\n`);
  return [
    `labels: [${FLAVOUR_LABELS.join(', ')}]\n`,
    'pdfgrid:\n',
    ...rows,
    `q20: ${yamlFloat(q2)}\n`,
    `replica: ${replica}\n`,
    `${flowList('xgrid: ', x)}\n`,
  ].join('');
}

/**
 * Reads an export grid.
 *
 * @param file its path, for messages
 * @throws FitFolderError where the text is no export grid, or one with other flavours
 */
export function readExportGrid(text: string, file: string): ExportGrid {
  const content = parseMap(text, file);
  const labels = pick(content, 'labels', isTextList, FLAVOUR_LABELS.join(', '));
  if (labels.join() !== FLAVOUR_LABELS.join()) {
    throw new FitFolderError({
      where: { file, key: 'labels' },
      found: labels.join(', '),
      expected: FLAVOUR_LABELS.join(', '),
    });
  }
  const x = pick(content, 'xgrid', isNumberList, 'a list of numbers');
  const shape = `${x.length} rows of ${FLAVOUR_LABELS.length} numbers`;
  const isGrid = (value: unknown): value is Nested =>
    Array.isArray(value) &&
    value.length === x.length &&
    value.every((entry) => isNumberList(entry) && entry.length === FLAVOUR_LABELS.length);
  return {
    replica: pick(content, 'replica', isNumber, 'a number'),
    q2: pick(content, 'q20', isNumber, 'a number in GeV^2'),
    x,
    grid: fromNested(pick(content, 'pdfgrid', isGrid, shape)),
  };
}

function parseMap(text: string, file: string): Content {
  const expected = 'an export grid in YAML';
  let values: unknown;
  try {
    values = parse(text);
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? cause.linePos?.[0].line : undefined;
    const found = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    const where = line === undefined ? { file } : { file, line };
    throw new FitFolderError({ where, found, expected }, { cause });
  }
  if (isRecord(values)) return { file, values };
  throw new FitFolderError({ where: { file }, found: brief(values), expected });
}

/**
 * Numbers as libyaml emits a list within its width of 80: a line is broken before the first number that would start
 * beyond it.
 */
function flowList(start: string, values: Iterable<number>): string {
  const lines = [];
  let line = `${start}[`;
  let separator = '';
  for (const value of values) {
    line += separator;
    if (line.length > 80) {
      lines.push(line);
      line = '  ';
    } else if (separator !== '') line += ' ';
    line += yamlFloat(value);
    separator = ',';
  }
  return [...lines, `${line}]`].join('\n');
}

function yamlFloat(value: number): string {
  return Number.isFinite(value) ? pythonFloat(value) : pythonFloat(value).replace(/(nan|inf)/, '.$1');
}
