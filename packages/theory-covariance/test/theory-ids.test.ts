import { describe, expect, it } from 'vitest';
import { pointPrescription, TheoryCovarianceError, variedTheories } from '../src/index.ts';

describe('variedTheories', () => {
  it('has the theories of a prescription in its order, the central one first', () => {
    expect(variedTheories(pointPrescription('7 point'), '41000000')).toEqual([
      '41000000',
      '41000014',
      '41000011',
      '41000013',
      '41000010',
      '41000015',
      '41000012',
    ]);
    expect(variedTheories(pointPrescription('3 point'), '41000000')).toEqual([
      '41000000',
      '41000015',
      '41000012',
    ]);
  });
  it('takes other theories', () => {
    const table = { '7': { '(0.118)': '7', '(0.120)': '9', '(0.116)': '5' } };
    expect(variedTheories(pointPrescription('alphas 0118 0120 0116'), '7', table)).toEqual(['7', '9', '5']);
  });
  it('refuses a theory without variations, and names the missing ones', () => {
    const prescription = pointPrescription('9 point');
    expect(() => variedTheories(prescription, '400')).toThrow(TheoryCovarianceError);
    expect(() => variedTheories(prescription, '400')).toThrow('one of the theories 41000000');
    expect(() => variedTheories(prescription, '41000000')).toThrow(
      'found no theory for (2, 0.5), (0.5, 2) of theory 41000000',
    );
  });
});
