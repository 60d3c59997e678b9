import type { Field, Fields } from './schema.ts';
import { FIELDS, namespaceOf } from './sections.ts';

/** What a runcard may say under one key. */
export interface RuncardKey {
  /** With all maps that lead to it, for instance `parameters.epochs` or `dataset_inputs.frac`. */
  readonly key: string;
  /** What is accepted, in words. */
  readonly expected: string;
  readonly required: boolean;
  /** What holds where the key is absent. */
  readonly fallback?: unknown;
  /** Why the key is known but not accepted. */
  readonly refused?: string;
}

/** All keys, in the order of the schema: the material of a reference. */
export function runcardKeys(): RuncardKey[] {
  return Object.entries(FIELDS).flatMap(([key, field]) => {
    const namespace = namespaceOf(key);
    return describe(namespace === undefined ? key : `${namespace}.${key}`, field);
  });
}

function describe(key: string, { reader, ...field }: Field<unknown, unknown>): RuncardKey[] {
  const parts: Fields = reader.parts ?? {};
  return [
    { key, expected: reader.expected, ...field },
    ...Object.entries(parts).flatMap(([part, inner]) => describe(`${key}.${part}`, inner)),
  ];
}
