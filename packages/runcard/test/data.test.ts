import { describe, expect, it } from 'vitest';
import { readDataRuncard, readRuncard } from '../src/index.ts';
import { SMALL } from './small.ts';

const DATA = `dataset_inputs:
- {dataset: NMC_NC_NOTFIXED_EM-F2, variant: legacy_dw}
theory: {theoryid: 40_000_000}
`;

describe('a runcard of data and theory alone', () => {
  it('is enough to compare them', () => {
    expect(readDataRuncard(DATA)).toEqual({
      datasets: [{ name: 'NMC_NC_NOTFIXED_EM-F2', cfac: [], frac: 1, weight: 1, variant: 'legacy_dw' }],
      theoryId: '40000000',
      t0TheoryId: '40000000',
      cuts: {},
      filterRules: { added: [], dropInternal: [] },
      warnings: [],
    });
  });
  it('takes cuts, rules and a t0 set', () => {
    const card = readDataRuncard(
      `${DATA}datacuts: {t0pdfset: T0, w2min: 20}\nadded_filter_rules: [{process_type: DIS_NC, rule: x > 0.1}]\n`,
    );
    expect(card).toMatchObject({
      t0PdfSet: 'T0',
      cuts: { w2min: 20 },
      filterRules: { added: [{ processType: 'DIS_NC', rule: 'x > 0.1' }] },
    });
  });
  it('is not enough for a fit', () => expect(() => readRuncard(DATA)).toThrow('mcseed'));
});

describe('the runcard of a fit, read for its data', () => {
  it('says what it says in the fit', () => expect(readRuncard(SMALL)).toMatchObject(readDataRuncard(SMALL)));
  it.each([
    ['theoryid: 40_000_000', '', /theory\.theoryid: found nothing/],
    ['dataset_inputs:', 'dataset_input:', /dataset_inputs: found nothing.*Did you mean dataset_inputs/s],
    ['epochs: 300', 'epochs: many', /parameters\.epochs: found "many"/],
    ['genrep', 'genrpe', /genrpe: found an unknown key/],
  ])('still has its mistakes: %s -> %s', (from, to, message) => {
    expect(() => readDataRuncard(SMALL.replace(from, to))).toThrow(message);
  });
});
