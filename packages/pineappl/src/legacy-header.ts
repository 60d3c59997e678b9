import { FK_PIDS } from './fk-basis.ts';
import { MAX_NODES } from './limits.ts';
import type { LineReader } from './line-reader.ts';
import { isSameNode } from './nodes.ts';

/** What stands before the numbers of an FK table in text. */
export interface LegacyHeader {
  readonly hadrons: 1 | 2;
  readonly bins: number;
  /** Scale of the fit in GeV. */
  readonly q0: number;
  /** `[X]`, ascending. */
  readonly x: Float64Array;
  /** Ascending: the columns that are filled, i for one hadron, 14 i + j for two. */
  readonly channels: readonly number[];
  /** The keys of all sections, and the text of the description as `GridDesc`. */
  readonly metadata: ReadonlyMap<string, string>;
}

const REQUIRED = ['GridDesc', 'VersionInfo', 'GridInfo', 'FlavourMap', 'TheoryInfo', 'xGrid'];

/**
 * Reads up to and including the line that starts the section `FastKernel`. A section starts with `{` or `_` and its name,
 * filled up with `_`: after `{` follows free text, after `_` follow lines `*KEY: value`.
 */
export function readLegacyHeader(lines: LineReader): LegacyHeader {
  const { blocks, metadata } = readSections(lines);
  const words = (section: string) => (blocks.get(section) ?? []).flatMap((line) => line.split(/\s+/));
  const number = (key: string, expected: string, isValid: (value: number) => boolean): number => {
    const text = metadata.get(key) ?? 'nothing';
    return isValid(Number(text)) ? Number(text) : lines.fail(text, expected, `*${key}`);
  };
  const count = (key: string, most: number) =>
    number(key, `a whole number from 1 to ${most}`, (n) => Number.isInteger(n) && n >= 1 && n <= most);
  const hadrons = number('HADRONIC', '0 or 1', (n) => n === 0 || n === 1) === 0 ? 1 : 2;
  return {
    hadrons,
    bins: count('NDATA', 2 ** 32),
    q0: number('Q0', 'a scale in GeV', (q0) => q0 > 0 && q0 < Infinity),
    x: readNodes(words('xGrid'), count('NX', MAX_NODES), lines),
    channels: readFlavourMap(words('FlavourMap'), hadrons, lines),
    metadata: metadata.set('GridDesc', (blocks.get('GridDesc') ?? []).join('\n')),
  };
}

function readSections(lines: LineReader) {
  const blocks = new Map<string, string[]>();
  const metadata = new Map<string, string>();
  let isBlock = false;
  let block: string[] | undefined;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [, kind, name = ''] = /^([{_])([A-Za-z]+)_*$/.exec(line) ?? [];
    if (name === 'FastKernel') {
      const missing = REQUIRED.find((section) => !blocks.has(section));
      if (missing !== undefined) lines.fail(`section ${name}`, `section ${missing} before it`);
      return { blocks, metadata };
    }
    if (kind !== undefined) {
      if (blocks.has(name)) lines.fail(`section ${name} once more`, 'another section');
      isBlock = kind === '{';
      block = [];
      blocks.set(name, block);
    } else if (line !== '') {
      if (block === undefined) lines.fail(line, 'a section, such as {GridDesc___');
      block.push(line);
      if (!isBlock) setKey(metadata, line, lines);
    }
  }
  return lines.fail('the end of the file', 'section FastKernel');
}

function setKey(metadata: Map<string, string>, line: string, lines: LineReader): void {
  const colon = line.indexOf(':');
  if (!line.startsWith('*') || colon < 0) lines.fail(line, '*KEY: value');
  metadata.set(line.slice(1, colon).trim(), line.slice(colon + 1).trim());
}

function readNodes(words: readonly string[], count: number, lines: LineReader): Float64Array {
  const x = Float64Array.from(words, Number);
  if (x.length !== count) lines.fail(`${x.length} nodes`, `${count} as *NX says`, 'xGrid');
  x.forEach((node, a) => {
    const before = x[a - 1] ?? 0;
    if (node > before && node <= 1 && !isSameNode(node, before)) return;
    lines.fail(words[a] ?? '', `a node above ${before}, at most 1`, 'xGrid');
  });
  return x;
}

/** Where the map of 14 or 14 x 14 flavours has a 1. */
function readFlavourMap(words: readonly string[], hadrons: number, lines: LineReader): number[] {
  const expected = FK_PIDS.length ** hadrons;
  if (words.length !== expected) lines.fail(`${words.length} numbers`, `${expected}`, 'FlavourMap');
  const channels = words.flatMap((word, id) => {
    if (word !== '0' && word !== '1') lines.fail(word, '0 or 1', 'FlavourMap');
    return word === '1' ? [id] : [];
  });
  if (channels.length === 0) lines.fail('no flavour', 'at least one', 'FlavourMap');
  return channels;
}
