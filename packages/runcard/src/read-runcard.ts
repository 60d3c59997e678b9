import type { Problem } from '@parton/errors';
import { assemble, assembleData } from './assemble.ts';
import { checkCard } from './checks.ts';
import {
  child,
  children,
  type Cursor,
  type Finding,
  isAbsent,
  type Path,
  reject,
  type Reports,
  warn,
} from './cursor.ts';
import { PARAMETERS } from './parameter-fields.ts';
import { readFields } from './record.ts';
import { RuncardError } from './runcard-error.ts';
import type { DataRuncard, Runcard } from './runcard.ts';
import {
  type Card,
  type CardDraft,
  DATA_FIELDS,
  type DataCard,
  FIELDS,
  namespaceOf,
  NAMESPACES,
} from './sections.ts';
import { parseSource, type Source } from './source.ts';

/** Keys that n3fit does not look for inside `fitting`. */
const NOT_IN_FITTING = ['trvlseed', 'nnseed', 'mcseed', 'genrep', 'save', 'load', 'parameters'];

/**
 * Reads a runcard of n3fit. Keys that n3fit ignores are listed in `warnings`.
 *
 * @param file its path, for messages
 * @throws RuncardError with all problems: keys that are missing, unknown or not supported yet, values out of range, and
 *   keys that do not fit together
 */
export function readRuncard(text: string, file = 'runcard'): Runcard {
  const { draft, warnings } = readCard(FIELDS, { text, file, check: checkCard });
  // nothing was reported, so every part of the draft has been read
  return assemble(draft as Card, warnings);
}

/**
 * Reads which data are compared with which theory: `dataset_inputs`, `theory` and, if there, `datacuts` and rules. The
 * keys of a fit may be absent; those that are there are checked, so that the runcard of a fit serves, too. Closure tests
 * and theory covariances have no effect then, which is a warning.
 *
 * @param file its path, for messages
 * @throws RuncardError as {@link readRuncard}, but not for absent keys of a fit
 */
export function readDataRuncard(text: string, file = 'runcard'): DataRuncard {
  const { draft, warnings } = readCard(DATA_FIELDS, { text, file, check: warnOfFitOnly });
  // nothing was reported, so every part that a comparison needs has been read
  return assembleData(draft as DataCard, warnings);
}

type Check = (draft: CardDraft, at: (key: string) => Cursor) => void;

/** A comparison is with measured data and experimental uncertainties, whatever the fit is. */
const warnOfFitOnly: Check = (draft, at) => {
  checkCard(draft, at);
  const used = {
    fakedata: draft.fakedata === true,
    theorycovmatconfig: draft.theorycovmatconfig !== undefined,
  };
  for (const [key, isUsed] of Object.entries(used)) {
    if (!isUsed) continue;
    warn(at(key), {
      found: 'an option of fits',
      expected: 'none in a comparison with data',
      cure: 'It has no effect',
    });
  }
};

function readCard(
  fields: typeof FIELDS,
  { text, file, check }: { readonly text: string; readonly file: string; readonly check: Check },
): { draft: CardDraft; warnings: Problem[] } {
  const source = parseSource(text, file);
  const reports: Reports = { problems: [], warnings: [] };
  const root: Cursor = { value: source.data, path: [], reports };
  const entries = mergeNamespaces(root);
  const at = (key: string): Cursor => entries.get(key) ?? missing(root, key);
  const draft = readFields(fields, entries, at);
  check(draft, at);
  const [first, ...rest] = locate(reports.problems, source, file);
  if (first !== undefined) throw new RuncardError([first, ...rest]);
  return { draft, warnings: locate(reports.warnings, source, file) };
}

/** The keys at the top and those of the namespaces, which come first. */
function mergeNamespaces(root: Cursor): Map<string, Cursor> {
  const outer = new Map(children(root));
  const merged = new Map<string, Cursor>();
  for (const namespace of Object.keys(NAMESPACES)) {
    const cursor = outer.get(namespace);
    outer.delete(namespace);
    if (cursor === undefined || isAbsent(cursor)) continue;
    for (const [key, entry] of children(cursor) ?? []) {
      if (namespace === 'fitting' && NOT_IN_FITTING.includes(key)) {
        reject(entry, 'it at the top of the runcard', {
          found: 'a key inside fitting',
          cure: 'Move it there',
        });
      }
      if (!merged.has(key)) merged.set(key, entry);
    }
  }
  for (const [key, entry] of outer) if (!merged.has(key)) merged.set(key, entry);
  for (const [key, entry] of merged) {
    if (Object.hasOwn(FIELDS, key) || !Object.hasOwn(PARAMETERS, key)) continue;
    merged.delete(key);
    reject(entry, 'it inside parameters', { found: 'a key of parameters', cure: 'Move it there' });
  }
  return merged;
}

/** Where a key would stand that is nowhere. */
function missing(root: Cursor, key: string): Cursor {
  const namespace = namespaceOf(key);
  return child(namespace === undefined ? root : child(root, namespace), key);
}

/** Findings as problems, in the order of the file. */
function locate(findings: readonly Finding[], source: Source, file: string): Problem[] {
  return findings
    .map(({ path, found, expected, cure }) => ({
      where: { file, line: source.lineOf(path), key: dotted(path) },
      found,
      expected,
      cure,
    }))
    .sort((a, b) => a.where.line - b.where.line);
}

function dotted(path: Path): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('');
}
