import { readFileSync } from 'node:fs';
import { isInputError } from '@parton/errors';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRuncard, RuncardError } from '../src/index.ts';
import { edited, SMALL } from './small.ts';

const CASES: readonly { what: string; replace: string; by: string; message: string }[] = parse(
  readFileSync(new URL('fixtures/broken.yml', import.meta.url), 'utf8'),
);

/** The message for a text. */
function messageOf(text: string): string {
  try {
    readRuncard(text, 'fit.yml');
  } catch (error) {
    expect(error).toBeInstanceOf(RuncardError);
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
}

describe('a broken runcard', () => {
  it.each(CASES)('with $what', ({ replace, by, message }) => {
    expect(messageOf(edited([replace, by]))).toBe(message);
  });
  it.each([
    ['kfold', 'hyperparameter scans'],
    ['hyperscan_config', 'hyperparameter scans'],
    ['trial_specs', 'hyperparameter scans'],
    ['fiatlux', 'photon PDFs'],
    ['positivity_bound', 'positivity relative to another PDF set'],
    ['unpolarized_bc', 'positivity relative to another PDF set'],
    ['tensorboard', 'tensorboard'],
    ['load', 'loading weights'],
    ['load_weights_from_fit', 'loading weights'],
    ['norm_threshold', 'regularised covariances'],
  ])('with %s, which is not supported yet', (key, what) => {
    expect(messageOf(edited(['genrep: true', `genrep: true\n${key}: {a: 1}`]))).toBe(
      `fit.yml:15 ${key}: found an option that is not supported yet: ${what}, expected a runcard without it. Remove the key`,
    );
  });
  it('with no datasets', () => {
    const datasets = /dataset_inputs:[^]*(?=datacuts)/.exec(SMALL)?.[0] ?? '';
    expect(messageOf(edited([datasets, 'dataset_inputs: []\n']))).toMatch(
      /^fit.yml:2 dataset_inputs: found \[\], expected a list with at least one entry/,
    );
  });
  it('with a large-x range and feature scaling', () => {
    const text = edited(
      ['epochs: 300', 'epochs: 300\n  feature_scaling_points: 20'],
      [', largex: [1.7, 3.4]', ''],
      [', largex: [2.8, 5.5]', ', largex: [0, 0]'],
      [', largex: [1.5, 3.1]', ', largex:'],
    );
    expect(messageOf(text)).toBe(
      'fit.yml:35 fitting.basis[3].largex: found [1.5,3.5], expected no largex, or [0, 0], with feature_scaling_points. Remove the key',
    );
  });
  it('with square_singlet and other flavours in front', () => {
    const text = edited(
      ['[tanh, linear]', '[tanh, square_singlet]'],
      ['fl: g', 'fl: t3'],
      ['fl: t3, smallx: [-0.4', 'fl: g, smallx: [-0.4'],
    );
    expect(messageOf(text)).toBe(
      'fit.yml:28 fitting.basis: found sng, t3, expected sng and g first, the outputs that square_singlet squares. Reorder the flavours',
    );
  });
  it.each([
    ['', 'nothing'],
    ['# only a comment', 'nothing'],
    ['- a: 1', 'no map'],
    ['just words', 'no map'],
  ])('that is none: %j', (text, found) => {
    expect(messageOf(text)).toBe(`fit.yml: found ${found}, expected a runcard, which is a map of keys`);
  });
  it('that would fill the memory', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`,
    );
    expect(messageOf(`a0: &a0 [x, x]\n${bomb.join('')}${SMALL}`)).toBe(
      'fit.yml: found Excessive alias count indicates a resource exhaustion attack, expected aliases that can be resolved',
    );
  });
});

describe('RuncardError', () => {
  it('has every problem, in the order of the file', () => {
    const text = edited(
      ['epochs: 300', 'epochs: -1'],
      ['fl: t3', 'fl: v3'],
      ['frac: 0.75', 'frac: 2'],
      ['POS_XPDF', '3'],
      ['Nadam', 'Adamax'],
      ['[1.5, 3.5]', '[1.5, 1]'],
      ['maxlambda', 'lambda'],
    );
    const places = messageOf(text)
      .split('\n')
      .map((line) => line.replace(/: found.*/, ''));
    expect(places).toEqual([
      'fit.yml:3 dataset_inputs[0].frac',
      'fit.yml:21 parameters.optimizer.learning_rate',
      'fit.yml:22 parameters.epochs',
      'fit.yml:31 fitting.basis[2].fl',
      'fit.yml:34 fitting.basis[3].largex',
      'fit.yml:37 positivity.posdatasets[0].lambda',
      'fit.yml:37 positivity.posdatasets[0].maxlambda',
      'fit.yml:39 added_filter_rules[0].process_type',
    ]);
  });
  it('is an InputError with fields', () => {
    try {
      readRuncard(edited(['epochs: 300', 'epochs: -1']), 'fit.yml');
      expect.unreachable();
    } catch (error) {
      expect(isInputError(error)).toBe(true);
      expect(error).toMatchObject({
        name: 'RuncardError',
        where: { file: 'fit.yml', line: 22, key: 'parameters.epochs' },
        found: '-1',
        problems: [{ found: '-1', expected: 'a whole number >= 1' }],
      });
    }
  });
  it('does without a file name', () => expect(() => readRuncard('')).toThrow(/^runcard: found nothing/));
  it('cuts long values short', () => {
    expect(messageOf(edited(['epochs: 300', `epochs: ${'x'.repeat(500)}`])).length).toBeLessThan(150);
  });
});
