import { FitFolderError } from './fit-folder-error.ts';

/** The values of a file by key, not yet checked. */
export interface Content {
  readonly file: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The value of a key, if it is of the right kind.
 *
 * @throws FitFolderError with file and key where it is not
 */
export function pick<T>(
  { file, values }: Content,
  key: string,
  accepts: (value: unknown) => value is T,
  expected: string,
): T {
  const value = values[key];
  if (accepts(value)) return value;
  throw new FitFolderError({ where: { file, key }, found: brief(value), expected });
}

/** A value for a message, cut short. */
export function brief(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

export function isNumberList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isNumber);
}

export function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
