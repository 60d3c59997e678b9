import { child, children, type Cursor, reject, warn } from './cursor.ts';
import { type Reader, suggest } from './reader.ts';

/** A key of a map: how to read its value, and what to do without one. Null counts as no value. */
export interface Field<T, D = T> {
  readonly reader: Reader<unknown, D>;
  readonly required: boolean;
  readonly fallback?: D;
  /** Never there; it ties `T` to the type. */
  readonly sound?: T;
}

export type Fields = Readonly<Record<string, Field<unknown, unknown>>>;

/** What fields read as where nothing is wrong. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T, infer _D> ? T : never };

/** What fields read as in any case. */
export type Drafts<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer _T, infer D> ? D | undefined : never };

export function required<T, D>(reader: Reader<T, D>): Field<T, D> {
  return { reader, required: true };
}

export function optional<T, D>(reader: Reader<T, D>): Field<T | undefined, D> {
  return { reader, required: false };
}

export function withDefault<T>(reader: Reader<T>, fallback: T): Field<T> {
  return { reader, required: false, fallback };
}

/** A key that n3fit has and we do not. `false` is accepted, as it switches the option off. */
export function unsupported(what: string): Field<undefined> {
  const found = `an option that is not supported yet: ${what}`;
  return refusal((cursor) => reject(cursor, 'a runcard without it', { found, cure: 'Remove the key' }));
}

/** A key of older runcards that has no effect, as in n3fit. */
export function ignored(): Field<undefined> {
  return refusal((cursor) => {
    warn(cursor, { found: 'a key without effect', expected: 'a runcard without it', cure: 'Remove the key' });
  });
}

/** A key that has another name or place today. */
export function replaced(cure: string): Field<undefined> {
  return refusal((cursor) => reject(cursor, 'a runcard without it', { found: 'a key that is no longer in use', cure }));
}

/** A map with the given keys and no others. */
export function record<F extends Fields>(fields: F): Reader<Values<F>, Drafts<F>> {
  const read = (cursor: Cursor): Drafts<F> | undefined => {
    const entries = children(cursor);
    return entries && readFields(fields, entries, (key) => child(cursor, key));
  };
  return { expected: `a map with the keys ${Object.keys(fields).join(', ')}`, read };
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
  for (const [key, cursor] of entries) if (!Object.hasOwn(fields, key)) rejectKey(cursor, key, Object.keys(fields));
  const values = Object.entries(fields).map(([key, field]) => [key, readField(field, entries.get(key) ?? missing(key))]);
  // `fromEntries` forgets which value belongs to which key
  return Object.fromEntries(values) as Drafts<F>;
}

function readField<D>({ reader, required, fallback }: Field<unknown, D>, cursor: Cursor): D | undefined {
  if (cursor.value !== undefined && cursor.value !== null) return reader.read(cursor);
  return required ? reject(cursor, reader.expected) : fallback;
}

function rejectKey(cursor: Cursor, key: string, known: readonly string[]): void {
  const expected = known.length <= 12 ? `one of ${known.join(', ')}` : 'a key of the runcard';
  reject(cursor, expected, { found: 'an unknown key', cure: suggest(key, known) ?? 'Remove it' });
}

function refusal(refuse: (cursor: Cursor) => void): Field<undefined> {
  const read = (cursor: Cursor): undefined => {
    if (cursor.value !== false) refuse(cursor);
  };
  return { reader: { expected: 'nothing', read }, required: false };
}
