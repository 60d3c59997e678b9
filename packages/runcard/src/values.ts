import { children, reject } from './cursor.ts';
import { boolean, number, oneOf, text, wholeNumber } from './reader.ts';
import type { Reader } from './schema.ts';

const MODES = ['ALL', 'MSR', 'VSR', 'TSR', 'ALLBUTCSR'] as const;
/** Which sum rules are imposed: all, momentum, valence, triplets, all but that of charm, none. */
export type SumRules = (typeof MODES)[number] | 'NONE';

/** NumPy's legacy generator takes 32 bits. */
export const seed = wholeNumber({ min: 0, max: 2 ** 32 - 1 });
export const name = text('a name');

/** A theory by number; underscores do not count. */
export const theoryId: Reader<string> = {
  expected: 'a theory number such as 400 or 40_000_000',
  read: (cursor) => {
    const { value } = cursor;
    const digits =
      typeof value === 'number' || typeof value === 'string' ? String(value).replaceAll('_', '') : '';
    return /^\d+$/.test(digits) ? digits : reject(cursor, theoryId.expected);
  },
};

export const sumRules: Reader<SumRules> = {
  expected: 'true, false, ALL, MSR, VSR, TSR or ALLBUTCSR',
  read: (cursor) => {
    const { value } = cursor;
    if (typeof value === 'boolean') return value ? 'ALL' : 'NONE';
    const name = typeof value === 'string' ? value.toUpperCase() : '';
    return MODES.find((mode) => mode === name) ?? reject(cursor, sumRules.expected);
  },
};

export const fileName: Reader<string | false> = {
  expected: 'a file name, or false',
  read: (cursor) => (cursor.value === false ? false : text(fileName.expected).read(cursor)),
};

/** The other layer type of n3fit has one network per flavour. */
export const layerType: Reader<'dense'> = {
  expected: 'dense',
  read: (cursor) => {
    if (cursor.value !== 'dense_per_flavour') return oneOf(['dense']).read(cursor);
    return reject(cursor, 'dense', { found: 'dense_per_flavour, which is not supported yet' });
  },
};

export const dropout: Reader<number> = {
  expected: '0',
  read: (cursor) => {
    const rate = number({ min: 0, max: 1 }).read(cursor);
    if (rate === undefined || rate === 0) return rate;
    return reject(cursor, '0', { found: `dropout ${rate}, which is not supported yet` });
  },
};

/** Theory cards have 0 and 1 for such flags. */
export const flag: Reader<boolean> = {
  expected: 'true or false',
  read: (cursor) => (cursor.value === 0 || cursor.value === 1 ? cursor.value === 1 : boolean.read(cursor)),
};

/** Expressions by the name that they define. */
export const localVariables: Reader<Readonly<Record<string, string>>> = {
  expected: 'a map from names to expressions',
  read: (cursor) => {
    const entries = children(cursor);
    if (entries === undefined) return undefined;
    const expressions = Array.from(entries, ([name, { value }]): [string, unknown] => [name, value]);
    const sound = expressions.every(([, value]) => typeof value === 'string' || typeof value === 'number');
    if (!sound) return reject(cursor, localVariables.expected);
    return Object.fromEntries(expressions.map(([name, value]) => [name, String(value)]));
  },
};
