import type { Operation } from './operations.ts';

/** `value`: a. `ratio`: a / b. `difference`: a - |b|. The arguments a and b are sums of tables. */
export type Form = 'value' | 'ratio' | 'difference';

/** An operation on tables as a form of one or two sums. */
export interface NormalForm {
  readonly form: Form;
  /** For each argument, the factor of every operand. */
  readonly sums: readonly (readonly number[])[];
}

const ones = (count: number): number[] => Array<number>(count).fill(1);
const halves = (count: number): number[][] => [
  [...ones(count), ...Array<number>(count).fill(0)],
  [...Array<number>(count).fill(0), ...ones(count)],
];

/**
 * What is linear in the tables can be summed before the fit: a ratio of two sums of ten tables is a ratio of two tables.
 */
export const NORMAL_FORMS: Readonly<Record<Operation, NormalForm>> = {
  NULL: { form: 'value', sums: [[1]] },
  ADD: { form: 'value', sums: [ones(2)] },
  SMT: { form: 'value', sums: [ones(10)] },
  RATIO: { form: 'ratio', sums: halves(1) },
  ASY: { form: 'ratio', sums: [[1, -1], ones(2)] },
  SMN: { form: 'ratio', sums: halves(2) },
  COM: { form: 'ratio', sums: halves(10) },
  SUBTRACT_ABS: { form: 'difference', sums: halves(1) },
  SUBTRACT_ABSPAIR: { form: 'difference', sums: halves(2) },
};
