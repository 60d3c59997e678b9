import { didYouMean } from '@parton/errors';
import { child, type Cursor, reject } from './cursor.ts';
import type { Reader } from './schema.ts';

/** The limits of a number; `above` is exclusive. */
interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}

export function number(limits: Limits = {}): Reader<number> {
  return numeric('a number', limits, Number.isFinite);
}

export function wholeNumber(limits: Limits = {}): Reader<number> {
  return numeric('a whole number', limits, Number.isInteger);
}

export const boolean: Reader<boolean> = {
  expected: 'true or false',
  read: (cursor) => (typeof cursor.value === 'boolean' ? cursor.value : reject(cursor, 'true or false')),
};

export function text(what = 'text'): Reader<string> {
  return {
    expected: what,
    read: (cursor) =>
      typeof cursor.value === 'string' && cursor.value !== '' ? cursor.value : reject(cursor, what),
  };
}

export function oneOf<T extends string>(names: readonly T[]): Reader<T> {
  const expected = names.length === 1 ? String(names[0]) : `one of ${names.join(', ')}`;
  const read = (cursor: Cursor): T | undefined => {
    const known = names.find((name) => name === cursor.value);
    if (known !== undefined) return known;
    return reject(cursor, expected, { cure: suggest(cursor.value, names) });
  };
  return { expected, read };
}

export function listOf<T, D>(
  entry: Reader<T, D>,
  { nonEmpty = false } = {},
): Reader<readonly T[], readonly (D | undefined)[]> {
  const expected = `a list${nonEmpty ? ' with at least one entry' : ''}, each entry ${entry.expected}`;
  const read = (cursor: Cursor): readonly (D | undefined)[] | undefined => {
    const { value } = cursor;
    if (!Array.isArray(value) || (nonEmpty && value.length === 0)) return reject(cursor, expected);
    return value.map((_, i) => entry.read(child(cursor, i)));
  };
  return entry.parts === undefined ? { expected, read } : { expected, read, parts: entry.parts };
}

/** Lower and upper end of a range; equal ends pin the value. */
export const range: Reader<readonly [number, number]> = {
  expected: 'a range [min, max]',
  read: (cursor) => {
    const { value } = cursor;
    const [min, max] = Array.isArray(value) && value.length === 2 ? value : [];
    if (!Number.isFinite(min) || !Number.isFinite(max)) return reject(cursor, range.expected);
    return min <= max
      ? [min, max]
      : reject(cursor, 'a range [min, max] with min <= max', { cure: 'Swap the two numbers' });
  },
};

/** Adds a check of how the parts of a value fit together; it reports to the cursor. */
export function refine<T, D>(reader: Reader<T, D>, check: (draft: D, cursor: Cursor) => void): Reader<T, D> {
  const read = (cursor: Cursor): D | undefined => {
    const draft = reader.read(cursor);
    if (draft !== undefined) check(draft, cursor);
    return draft;
  };
  return { ...reader, read };
}

/** The words of a cure for a misspelt name. */
export function suggest(name: unknown, known: Iterable<string>): string | undefined {
  const near = typeof name === 'string' ? didYouMean(name, known) : undefined;
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

function numeric(kind: string, limits: Limits, accepts: (value: unknown) => boolean): Reader<number> {
  const { min = -Infinity, max = Infinity, above = -Infinity } = limits;
  const expected = kind + limitsInWords(limits);
  const read = (cursor: Cursor): number | undefined => {
    const { value } = cursor;
    if (typeof value === 'number' && accepts(value) && value >= min && value <= max && value > above) {
      return value;
    }
    const quoted = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
    return reject(cursor, expected, { cure: quoted ? 'Remove the quotes' : undefined });
  };
  return { expected, read };
}

function limitsInWords({ min, max, above }: Limits): string {
  if (above !== undefined) return max === undefined ? ` > ${above}` : ` > ${above} and <= ${max}`;
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` >= ${min}`;
  return max === undefined ? '' : ` <= ${max}`;
}
