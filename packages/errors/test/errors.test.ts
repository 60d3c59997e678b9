import { describe, expect, it } from 'vitest';
import { didYouMean, InputError, isInputError } from '../src/index.ts';

class TableError extends InputError {}

describe('InputError', () => {
  it('says where, what was found, what was expected and the cure', () => {
    const error = new TableError({
      where: { file: 'fit.yml', line: 12, key: 'parameters.epochs' },
      found: '-3',
      expected: 'a whole number of at least 1',
      cure: 'Remove the sign',
    });
    expect(error.message).toBe(
      'fit.yml:12 parameters.epochs: found -3, expected a whole number of at least 1. Remove the sign',
    );
    expect(error.name).toBe('TableError');
    expect(error.where.line).toBe(12);
  });

  it('leaves out what is not known', () => {
    expect(new InputError({ found: 'nothing', expected: 'something' }).message).toBe(
      'found nothing, expected something',
    );
  });

  it('keeps the cause and is recognised', () => {
    const cause = new Error('disk');
    const error = new InputError({ found: 'a', expected: 'b' }, { cause });
    expect(error.cause).toBe(cause);
    expect(isInputError(error)).toBe(true);
    expect(isInputError(cause)).toBe(false);
  });
});

describe('didYouMean', () => {
  it.each([
    ['epohcs', 'epochs'],
    ['Nodes_per_layer', 'nodes_per_layer'],
    ['zzz', undefined],
  ])('%s -> %s', (name, expected) => {
    expect(didYouMean(name, ['epochs', 'nodes_per_layer', 'dropout'])).toBe(expected);
  });
});
