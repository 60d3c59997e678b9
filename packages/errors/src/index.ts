/**
 * Errors that say where, what was found, what was expected and how to mend it.
 *
 * ```ts
 * throw new InputError({ where: { file: 'fit.yml', line: 12, key: 'epochs' }, found: '-3', expected: 'a whole number >= 1' });
 * ```
 *
 * @module
 */
export { InputError, isInputError } from './input-error.ts';
export { didYouMean } from './did-you-mean.ts';
export type { Place, Problem } from './input-error.ts';
