import type { NdArray } from '@parton/ndarray';
import { LhapdfError } from './lhapdf-error.ts';

/** One PDF of a set: x f(x, Q) on grids that join at flavour thresholds. */
export interface PdfMember {
  readonly file: string;
  /** The lines above the grids, such as `PdfType` and `FromMCReplica`. */
  readonly header: Readonly<Record<string, string>>;
  /** Ascending in Q: the last Q of one is the first of the next. */
  readonly subgrids: readonly Subgrid[];
}

export interface Subgrid {
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** `[Q]`, GeV, ascending. */
  readonly q: Float64Array;
  /** PDG numbers of the partons, in the order of the last axis of `values`. */
  readonly pids: readonly number[];
  /** `[X, Q, F]`: x f(x, Q). */
  readonly values: NdArray;
}

interface Lines {
  readonly file: string;
  readonly lines: readonly string[];
}

const SEPARATOR = '---';

/**
 * Reads the text of a `.dat` file in the format lhagrid1: a header and one or more grids, each closed by `---`.
 * Throws {@link LhapdfError} with the file and the line of whatever does not belong there.
 */
export function parsePdfMember(text: string, file: string): PdfMember {
  const source = { file, lines: text.trimEnd().split('\n') };
  const separators = [...source.lines.keys()].filter((i) => source.lines[i]?.trimEnd() === SEPARATOR);
  const last = source.lines.length - 1;
  if (separators.length < 2 || separators.at(-1) !== last) {
    throw problem(source, last, JSON.stringify(source.lines[last] ?? ''), `${SEPARATOR} after the last grid`);
  }
  const header = readHeader(source, separators[0] ?? 0);
  const subgrids = separators.slice(1).map((end, i) => readSubgrid(source, (separators[i] ?? 0) + 1, end));
  subgrids.forEach(({ q }, i) => {
    const before = subgrids[i - 1]?.q.at(-1);
    if (before === undefined || before === q[0]) return;
    throw problem(
      source,
      (separators[i] ?? 0) + 2,
      `a grid from Q = ${q[0]}`,
      `Q = ${before}, the end of the grid before`,
    );
  });
  return { file, header, subgrids };
}

function readHeader(source: Lines, end: number): Record<string, string> {
  const header: Record<string, string> = {};
  source.lines.slice(0, end).forEach((line, i) => {
    const colon = line.indexOf(':');
    if (colon < 0) throw problem(source, i, JSON.stringify(line), 'a line such as `Format: lhagrid1`');
    header[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  });
  const { Format: found = 'nothing' } = header;
  if (found === 'lhagrid1') return header;
  throw new LhapdfError({ where: { file: source.file, key: 'Format' }, found, expected: 'lhagrid1' });
}

/** The lines from `start` (x, then Q, then flavours, then values with Q running faster than x) up to the one before `end`. */
function readSubgrid(source: Lines, start: number, end: number): Subgrid {
  const x = readNodes(source, start);
  const q = readNodes(source, start + 1);
  const pids = readNumbers(source, start + 2);
  const rows = end - start - 3;
  if (rows !== x.length * q.length) {
    throw problem(
      source,
      end,
      `${rows} lines of values`,
      `${x.length * q.length} for ${x.length} x and ${q.length} Q`,
    );
  }
  const values = new Float64Array(rows * pids.length);
  for (let i = 0; i < rows; i++) {
    const line = readNumbers(source, start + 3 + i);
    if (line.length !== pids.length) {
      throw problem(source, start + 3 + i, `${line.length} numbers`, `${pids.length}, one for each flavour`);
    }
    values.set(line, i * pids.length);
  }
  const shape = [x.length, q.length, pids.length];
  return { x, q, pids, values: { shape, data: values } };
}

function readNodes(source: Lines, i: number): Float64Array {
  const nodes = Float64Array.from(readNumbers(source, i));
  if (nodes.length < 2) throw problem(source, i, `${nodes.length} nodes`, 'at least 2');
  const fallen = nodes.findIndex((node, k) => !(node > (nodes[k - 1] ?? 0)));
  if (fallen >= 0) throw problem(source, i, `${nodes[fallen]} as node ${fallen + 1}`, 'ascending nodes > 0');
  return nodes;
}

function readNumbers(source: Lines, i: number): number[] {
  const words = (source.lines[i] ?? '').trim().split(/\s+/);
  return words.map((word) => {
    const value = Number(word);
    if (word === '' || !Number.isFinite(value)) throw problem(source, i, JSON.stringify(word), 'a number');
    return value;
  });
}

/** `i` counts lines from 0. */
function problem({ file }: Lines, i: number, found: string, expected: string): LhapdfError {
  return new LhapdfError({
    where: { file, line: i + 1 },
    found,
    expected,
    cure: 'The file may be incomplete',
  });
}
