import { describe, expect, it } from 'vitest';
import { readCfactor, TheoryError } from '../src/index.ts';
import { cfactorFile } from './make-theory.ts';

describe('readCfactor', () => {
  it('reads the first column below the heading', () => {
    expect(readCfactor(cfactorFile(1.25, 0.5), 'CF')).toEqual(Float64Array.of(1.25, 0.5));
    expect(readCfactor('***\r\n***\r\n 1e-1\t0\r\n\r\n2 0', 'CF')).toEqual(Float64Array.of(0.1, 2));
  });
  it.each([
    ['1.0 0.0\n', 'CF:1: found "1.0 0.0", expected a heading'],
    ['****\nSetName: A\n1.0 0.0\n', 'CF:1: found a heading without end'],
    ['****\n****\n1.0 0.0\nnan 0.0\n', 'CF:4: found nan, expected a number'],
    ['', 'expected a heading between two lines of *'],
  ])('refuses %j', (text, message) => {
    expect(() => readCfactor(text, 'CF')).toThrow(TheoryError);
    expect(() => readCfactor(text, 'CF')).toThrow(message);
  });
});
