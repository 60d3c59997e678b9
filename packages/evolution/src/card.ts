import { parse } from 'yaml';
import { EvolutionError } from './evolution-error.ts';

/** A YAML file of an EKO, and what is in it. */
export interface Card {
  /** The archive and the file in it. */
  readonly place: { readonly file: string; readonly path: string };
  readonly content: unknown;
}

/** Throws EvolutionError where the bytes are no YAML. */
export function parseCard(bytes: Uint8Array, place: Card['place']): Card {
  try {
    return { place, content: parse(new TextDecoder().decode(bytes)) as unknown };
  } catch (cause) {
    const found = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new EvolutionError(
      {
        where: { file: place.file, key: place.path },
        found,
        expected: 'YAML',
        cure: 'The archive may be damaged',
      },
      { cause },
    );
  }
}

/** The value at a dotted path, or undefined where it is absent. */
export function valueAt({ content }: Card, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), content);
}

export function numberAt(card: Card, path: string): number {
  const value = valueAt(card, path);
  return typeof value === 'number' ? value : reject(card, path, 'a number');
}

/** One of some words. */
export function wordAt<const T extends string>(card: Card, path: string, words: readonly T[]): T {
  const value = valueAt(card, path);
  return words.find((word) => word === value) ?? reject(card, path, words.join(', '));
}

/** A list of numbers, which may be infinite or not a number. */
export function numbersAt(card: Card, path: string): readonly number[] {
  const value = valueAt(card, path);
  return isNumbers(value) ? value : reject(card, path, 'a list of numbers');
}

/** A list of lists of numbers. */
export function rowsAt(card: Card, path: string): readonly (readonly number[])[] {
  const value = valueAt(card, path);
  return Array.isArray(value) && value.every(isNumbers)
    ? value
    : reject(card, path, 'a list of lists of numbers');
}

/** Throws the error of a value that is not what it should be. */
export function reject(card: Card, path: string, expected: string): never {
  const { file, path: name } = card.place;
  const text = JSON.stringify(valueAt(card, path)) ?? 'nothing';
  throw new EvolutionError({
    where: { file, key: `${name} ${path}` },
    found: text.length > 60 ? `${text.slice(0, 57)}...` : text,
    expected,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}
