import type { Cursor } from './cursor.ts';

/**
 * How to read one value. `T` is what a sound value reads as; of an unsound one a reader returns the draft `D`, in which
 * the unsound parts are undefined, and reports each of them. So one reading finds all that is wrong.
 */
export interface Reader<T, D = T> {
  /** What is accepted, in the words of the messages. */
  readonly expected: string;
  readonly read: (cursor: Cursor) => D | undefined;
  /** The keys of a map, or of each entry of a list of maps. */
  readonly parts?: Fields;
  /** Never there; it ties `T` to the type. */
  readonly sound?: T;
}

/** A key of a map: how to read its value, and what to do without one. Null counts as no value. */
export interface Field<T, D = T> {
  readonly reader: Reader<T, D>;
  readonly required: boolean;
  readonly fallback?: D;
  /** Why a key that n3fit knows is not accepted. */
  readonly refused?: string;
}

export type Fields = Readonly<Record<string, Field<unknown, unknown>>>;

/** What fields read as where nothing is wrong. */
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T, infer _D> ? T : never;
};

/** What fields read as in any case. */
export type Drafts<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer _T, infer D> ? D | undefined : never;
};
