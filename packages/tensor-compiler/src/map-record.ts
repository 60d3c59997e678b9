/** The record with the same keys and other values. */
export function mapRecord<K extends string, T, U>(
  record: Readonly<Record<K, T>>,
  f: (value: T, key: K) => U,
): Record<K, U> {
  const entries = keysOf(record).map((key) => [key, f(record[key], key)]);
  // fromEntries forgets which keys it was given.
  return Object.fromEntries(entries) as Record<K, U>;
}

/** The record of keys and values at the same place of two lists. */
export function zipRecord<K extends string, U>(keys: readonly K[], values: readonly U[]): Record<K, U> {
  // fromEntries forgets which keys it was given.
  return Object.fromEntries(keys.map((key, i) => [key, values[i]])) as Record<K, U>;
}

export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  // Object.keys only promises strings, as a record may have more keys than its type says; these are ours.
  return Object.keys(record) as K[];
}
