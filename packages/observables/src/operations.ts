import { InputError } from '@parton/errors';
import * as tf from '@tensorflow/tfjs-core';

/** How many operands each operation takes. The names are those of the commondata format. */
export const OPERATIONS = {
  NULL: 1,
  ADD: 2,
  RATIO: 2,
  ASY: 2,
  SMN: 4,
  SMT: 10,
  COM: 20,
  SUBTRACT_ABS: 2,
  SUBTRACT_ABSPAIR: 4,
} as const;
export type Operation = keyof typeof OPERATIONS;

/** Whether a name is one of {@link OPERATIONS}. */
export function isOperation(name: string): name is Operation {
  return Object.hasOwn(OPERATIONS, name);
}

/** What an operation needs of its numbers: tensors and plain arrays share one table of formulae. */
interface Arithmetic<T> {
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  divide(a: T, b: T): T;
  absolute(a: T): T;
}

function formula<T>(operation: Operation, operands: readonly T[], arithmetic: Arithmetic<T>): T {
  const { add, subtract, divide, absolute } = arithmetic;
  const take = (i: number): T => {
    const operand = operands[i];
    if (operand === undefined || operands.length !== OPERATIONS[operation]) {
      throw new InputError({
        found: `${operands.length} operands`,
        expected: `${OPERATIONS[operation]} for the operation ${operation}`,
      });
    }
    return operand;
  };
  const sum = (from: number, to: number): T =>
    Array.from({ length: to - from - 1 }, (_, i) => take(from + 1 + i)).reduce(add, take(from));
  switch (operation) {
    case 'NULL':
      return take(0);
    case 'ADD':
      return sum(0, 2);
    case 'SMT':
      return sum(0, 10);
    case 'RATIO':
      return divide(take(0), take(1));
    case 'ASY':
      return divide(subtract(take(0), take(1)), sum(0, 2));
    case 'SMN':
      return divide(sum(0, 2), sum(2, 4));
    case 'COM':
      return divide(sum(0, 10), sum(10, 20));
    case 'SUBTRACT_ABS':
      return subtract(take(0), absolute(take(1)));
    case 'SUBTRACT_ABSPAIR':
      return subtract(sum(0, 2), absolute(sum(2, 4)));
  }
}

/**
 * Combines the predictions of the operands. An operand with one point acts on all points of the others.
 *
 * @param operands each `[R, n]` or `[R, 1]`
 * @returns `[R, n]`
 */
export function combine(operation: Operation, operands: readonly tf.Tensor[]): tf.Tensor {
  return formula<tf.Tensor>(operation, operands, {
    add: tf.add,
    subtract: tf.sub,
    divide: tf.div,
    absolute: tf.abs,
  });
}

/** {@link combine} for plain float64 arrays `[n]`: the readable reference. */
export function combineArrays(operation: Operation, operands: readonly Float64Array[]): Float64Array {
  const each =
    (f: (a: number, b: number) => number) =>
    (a: Float64Array, b: Float64Array): Float64Array =>
      Float64Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
        f(a[a.length === 1 ? 0 : i] ?? 0, b[b.length === 1 ? 0 : i] ?? 0),
      );
  return formula<Float64Array>(operation, operands, {
    add: each((a, b) => a + b),
    subtract: each((a, b) => a - b),
    divide: each((a, b) => a / b),
    absolute: (a) => a.map(Math.abs),
  });
}
