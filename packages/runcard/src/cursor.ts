/** The keys and list indices that lead to a value, from the top of the runcard. */
export type Path = readonly (string | number)[];

/** What is wrong with the value at a path. */
export interface Finding {
  readonly path: Path;
  readonly found: string;
  readonly expected: string;
  readonly cure?: string | undefined;
}

/** A value of the runcard, where it stands, and where to report what is wrong with it. */
export interface Cursor {
  readonly value: unknown;
  readonly path: Path;
  readonly reports: Reports;
}

/** Filled while a runcard is read. */
export interface Reports {
  readonly problems: Finding[];
  /** Nothing that keeps a fit from running. */
  readonly warnings: Finding[];
}

/** A part of a map or list; its value is undefined where there is none. */
export function child({ value, path, reports }: Cursor, key: string | number): Cursor {
  const part =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  return { value: part, path: [...path, key], reports };
}

/** Whether there is no value; null counts as none. */
export function isAbsent({ value }: Cursor): boolean {
  return value === undefined || value === null;
}

/** The parts of a map by key; undefined, after reporting it, if the value is no map. */
export function children(cursor: Cursor): Map<string, Cursor> | undefined {
  const { value } = cursor;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return reject(cursor, 'a map of keys');
  return new Map(Object.keys(value).map((key) => [key, child(cursor, key)]));
}

/** Reports a problem and returns undefined, so that a reader can return what this returns. */
export function reject(
  cursor: Cursor,
  expected: string,
  details: { found?: string; cure?: string | undefined } = {},
): undefined {
  const { found = quote(cursor.value), cure } = details;
  cursor.reports.problems.push({ path: cursor.path, found, expected, cure });
}

/** Reports something that does not keep the fit from running. */
export function warn(cursor: Cursor, warning: Omit<Finding, 'path'>): void {
  cursor.reports.warnings.push({ path: cursor.path, ...warning });
}

function quote(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
