import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLError,
} from 'yaml';
import type { Problem } from '@parton/errors';
import type { Path } from './cursor.ts';
import { RuncardError } from './runcard-error.ts';

/** A YAML text and where its parts stand. */
export interface Source {
  /** A map of plain maps, lists, text, numbers, booleans, null. */
  readonly data: object;
  /** The line, from 1, of the key or list entry at a path, or of the part nearest to it that exists. */
  readonly lineOf: (path: Path) => number;
}

/** An alias may be used often, but not so that a small file grows without bounds. */
const MAX_EXPANDED_ALIASES = 10_000;

/**
 * Reads YAML 1.2 with merge keys (`<<`).
 *
 * @throws RuncardError for anything that is no YAML or no map, for repeated keys, and for aliases that expand without
 *   bounds
 */
export function parseSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const [first, ...rest] = document.errors.map((error) =>
    syntaxProblem(error, text, { file, line: lines.linePos(error.pos[0]).line }),
  );
  if (first !== undefined) throw new RuncardError([first, ...rest]);
  const data = expand(document, file);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const found = data === null ? 'nothing' : 'no map';
    throw new RuncardError([{ where: { file }, found, expected: 'a runcard, which is a map of keys' }]);
  }
  return { data, lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
}

function expand(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_EXPANDED_ALIASES });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new RuncardError([{ where: { file }, found, expected: 'aliases that can be resolved' }]);
  }
}

function syntaxProblem(
  { code, message, pos }: YAMLError,
  text: string,
  where: Problem['where'] & object,
): Problem {
  if (code === 'MULTIPLE_DOCS')
    return { where, found: 'a second document', expected: 'one runcard per file' };
  if (code !== 'DUPLICATE_KEY') return { where, found: `no YAML (${message})`, expected: 'YAML' };
  const key = /^[^\s:]+/.exec(text.slice(pos[0]))?.[0] ?? '';
  return {
    where: { ...where, key },
    found: 'the key a second time',
    expected: 'each key once',
    cure: 'Remove one of them',
  };
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const part of path) {
    const resolved = isAlias(node) ? node.resolve(document) : node;
    if (isMap(resolved)) {
      const pair = resolved.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(resolved)) {
      node = resolved.items[Number(part)];
      if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
