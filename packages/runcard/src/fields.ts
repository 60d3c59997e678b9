import { type Cursor, reject } from './cursor.ts';
import { FIT_BASES } from './fit-bases.ts';
import { boolean, listOf, number, oneOf, range, type Reader, text, wholeNumber } from './reader.ts';
import { ignored, optional, record, replaced, required, unsupported, withDefault } from './record.ts';

export const SUM_RULES = ['ALL', 'MSR', 'VSR', 'TSR', 'ALLBUTCSR', 'NONE'] as const;
export const ACTIVATIONS = [
  'linear', 'tanh', 'sigmoid', 'relu', 'elu', 'leaky_relu', 'modified_tanh', 'square', 'square_singlet',
] as const;
export const INITIALIZERS = ['glorot_normal', 'glorot_uniform', 'random_uniform'] as const;
export const OPTIMIZERS = ['RMSprop', 'Adam', 'Amsgrad', 'Nadam', 'Adamax', 'Adagrad', 'Adadelta', 'SGD'] as const;

/** NumPy's legacy generator takes 32 bits. */
const seed = wholeNumber({ min: 0, max: 2 ** 32 - 1 });
const name = text('a name');

const theoryId: Reader<string> = {
  expected: 'a theory number such as 400 or 40_000_000',
  read: (cursor) => {
    const digits = String(cursor.value).replaceAll('_', '');
    return /^\d+$/.test(digits) ? digits : reject(cursor, theoryId.expected);
  },
};
const sumRules: Reader<(typeof SUM_RULES)[number]> = {
  expected: 'true, false, ALL, MSR, VSR, TSR or ALLBUTCSR',
  read: (cursor) => {
    if (typeof cursor.value === 'boolean') return cursor.value ? 'ALL' : 'NONE';
    const mode = SUM_RULES.find((known) => known === String(cursor.value).toUpperCase());
    return mode === undefined || mode === 'NONE' ? reject(cursor, sumRules.expected) : mode;
  },
};
const fileName: Reader<string | false> = {
  expected: 'a file name, or false',
  read: (cursor) => (cursor.value === false ? false : text(fileName.expected).read(cursor)),
};
/** Only the first of two choices exists here. */
const dense: Reader<'dense'> = {
  expected: 'dense',
  read: (cursor) => {
    if (cursor.value !== 'dense_per_flavour') return oneOf(['dense']).read(cursor);
    return reject(cursor, 'dense', { found: 'dense_per_flavour, which is not supported yet' });
  },
};
const noDropout: Reader<number> = {
  expected: '0',
  read: (cursor) => {
    const rate = number({ min: 0, max: 1 }).read(cursor);
    if (rate === undefined || rate === 0) return rate;
    return reject(cursor, '0', { found: `dropout ${rate}, which is not supported yet` });
  },
};
const flag: Reader<boolean> = {
  expected: 'true or false',
  read: (cursor) => (cursor.value === 0 || cursor.value === 1 ? cursor.value === 1 : boolean.read(cursor)),
};
const expression: Reader<string> = {
  expected: 'an expression',
  read: (cursor) => (typeof cursor.value === 'number' ? String(cursor.value) : text('an expression').read(cursor)),
};

const dataset = record({
  dataset: required(name),
  cfac: withDefault(listOf(name), []),
  frac: withDefault(number({ min: 0, max: 1 }), 1),
  weight: withDefault(number({ above: 0 }), 1),
  variant: optional(name),
  custom_group: unsupported('groups of datasets'),
  sys: replaced('Name a variant'),
});
