import { child, children, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { suggest } from './reader.ts';
import type { Drafts, Field, Fields, Reader, Values } from './schema.ts';

export function required<T, D>(reader: Reader<T, D>): Field<T, D> {
  return { reader, required: true };
}

export function optional<T, D>(reader: Reader<T, D>): Field<T | undefined, D> {
  return { reader, required: false };
}

export function withDefault<T, D>(reader: Reader<T, D>, fallback: T & D): Field<T, D> {
  return { reader, required: false, fallback };
}

/** A key that n3fit has and we do not. `false` is accepted, as it switches the option off. */
export function unsupported(what: string): Field<undefined> {
  const found = `an option that is not supported yet: ${what}`;
  const refuse = (cursor: Cursor): undefined =>
    reject(cursor, 'a runcard without it', { found, cure: 'Remove the key' });
  return refusal(`not supported yet: ${what}`, refuse);
}

/** A key of older runcards that has no effect, as in n3fit. */
export function ignored(): Field<undefined> {
  return refusal('without effect', (cursor) => {
    warn(cursor, { found: 'a key without effect', expected: 'a runcard without it', cure: 'Remove the key' });
  });
}

/** A key that has another name or place today. */
export function replaced(cure: string): Field<undefined> {
  const found = 'a key that is no longer in use';
  return refusal('no longer in use', (cursor) => reject(cursor, 'a runcard without it', { found, cure }));
}

/** A map with the given keys and no others. */
export function record<F extends Fields>(fields: F): Reader<Values<F>, Drafts<F>> {
  const read = (cursor: Cursor): Drafts<F> | undefined => {
    const entries = children(cursor);
    return entries && readFields(fields, entries, (key) => child(cursor, key));
  };
  return { expected: `a map with the keys ${accepted(fields).join(', ')}`, read, parts: fields };
}

/**
 * Reads every field and reports every key that is none.
 *
 * @param entries what there is, by key
 * @param missing where a key that is not there would stand
 */
export function readFields<F extends Fields>(
  fields: F,
  entries: ReadonlyMap<string, Cursor>,
  missing: (key: string) => Cursor,
): Drafts<F> {
  for (const [key, cursor] of entries) if (!Object.hasOwn(fields, key)) rejectKey(cursor, key, fields);
  const values = Object.entries(fields).map(([key, field]) => [
    key,
    readField(field, entries.get(key) ?? missing(key)),
  ]);
  // `fromEntries` forgets which value belongs to which key
  return Object.fromEntries(values) as Drafts<F>;
}

function readField<D>({ reader, required, fallback }: Field<unknown, D>, cursor: Cursor): D | undefined {
  if (!isAbsent(cursor)) return reader.read(cursor);
  return required ? reject(cursor, reader.expected) : fallback;
}

function rejectKey(cursor: Cursor, key: string, fields: Fields): void {
  const known = accepted(fields);
  const expected = known.length <= 12 ? `one of ${known.join(', ')}` : 'a known key';
  reject(cursor, expected, { found: 'an unknown key', cure: suggest(key, known) ?? 'Remove it' });
}

function accepted(fields: Fields): string[] {
  return Object.keys(fields).filter((key) => fields[key]?.refused === undefined);
}

function refusal(refused: string, refuse: (cursor: Cursor) => undefined): Field<undefined> {
  const read = (cursor: Cursor): undefined => {
    if (cursor.value !== false) refuse(cursor);
  };
  return { reader: { expected: 'nothing', read }, required: false, refused };
}
