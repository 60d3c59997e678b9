import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type ExpressionNode, parseExpression, RuleError } from '../src/index.ts';

const NAMES = { x: 0.25, Q2: 10, y: -2 };
const value = (text: string, names: Record<string, number> = NAMES) => evaluate(parseExpression(text), names);

/** Values: CPython 3.11, `float(eval(text))` with x = 0.25, Q2 = 10, y = -2. */
const PYTHON: [string, number][] = [
  ['1 + 2 * 3', 7],
  ['2 - 3 - 4', -5],
  ['2 / 4 / 2', 0.25],
  ['-2 ** 2', -4],
  ['2 ** -1', 0.5],
  ['2 ** 3 ** 2', 512],
  ['-x ** -2', -16],
  ['(-2) ** 2', 4],
  ['--3', 3],
  ['1 - -1', 2],
  ['+x - +y', 2.25],
  ['2 * -3', -6],
  ['.5 + 1. + 1e1 + 2.5E-1', 11.75],
  ['not 1 < 2', 0],
  ['not 0 and 0', 0],
  ['1 or 0 and 0', 1],
  ['(1 or 0) and 0', 0],
  ['not not 5', 1],
  ['0 or 7', 7],
  ['3 and 4', 4],
  ['0 and 4', 0],
  ['1 < 2 < 3', 1],
  ['1 < 3 < 2', 0],
  ['3 > 2 == 2', 1],
  ['1 == 1.0', 1],
  ['1 != 2 != 1', 1],
  ['x < 1 and Q2 >= 10 or y > 0', 1],
  ['(x < 1) + (Q2 > 1)', 2],
  ['sqrt(Q2 * Q2) / fabs(y)', 5],
  ['log(sqrt(Q2) ** 2)', Math.LN10],
  ['abs(-3) - fabs(y) ** 2', -1],
  ['Q2 * (1 - x) / x > 12.5', 1],
  ['-0.5 * log(x) >= 0.69', 1],
  ['30 <= Q2 * 5 <= 150', 1],
  ['not x > 1 and not y > 1', 1],
  ['1 <2>0', 1],
];

/** Any expression without names, with few enough levels to parse. */
const { expression } = fc.letrec<{ expression: ExpressionNode }>((tie) => {
  const at = fc.constant(0);
  const inner = tie('expression');
  const operands = fc.array(inner, { minLength: 2, maxLength: 3 });
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.record({ kind: fc.constant('number' as const), value: fc.nat(9), at }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands, at }),
      fc.record({ kind: fc.constant('not' as const), operand: inner, at }),
      fc.record({
        kind: fc.constant('call' as const),
        name: fc.constant('fabs' as const),
        argument: inner,
        at,
      }),
      fc.record({
        kind: fc.constant('sign' as const),
        operator: fc.constantFrom('-' as const, '+' as const),
        operand: inner,
        at,
      }),
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const),
        left: inner,
        right: inner,
        at,
      }),
      fc
        .tuple(
          operands,
          fc.array(fc.constantFrom('<' as const, '==' as const), { minLength: 2, maxLength: 2 }),
        )
        .map(([list, operators]) => ({
          kind: 'comparison' as const,
          operands: list,
          operators: operators.slice(0, list.length - 1),
          at: 0,
        })),
    ),
  };
});

/** Text with brackets around every part. */
function print(node: ExpressionNode): string {
  switch (node.kind) {
    case 'number':
      return `${node.value}`;
    case 'name':
      return node.name;
    case 'call':
      return `${node.name}(${print(node.argument)})`;
    case 'sign':
      return `(${node.operator}${print(node.operand)})`;
    case 'not':
      return `(not ${print(node.operand)})`;
    case 'arithmetic':
      return `(${print(node.left)} ${node.operator} ${print(node.right)})`;
    case 'comparison':
      return `(${node.operands.map((part, i) => `${node.operators[i - 1] ?? ''} ${print(part)}`).join(' ')})`;
    case 'and':
    case 'or':
      return `(${node.operands.map(print).join(` ${node.kind} `)})`;
  }
}

const withoutPositions = (node: ExpressionNode): unknown =>
  JSON.parse(JSON.stringify(node, (key, inner: unknown) => (key === 'at' ? undefined : inner)));

describe('expressions', () => {
  it.each(PYTHON)('%s is %d, as in Python', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('printed with brackets parse to themselves', () => {
    fc.assert(
      fc.property(expression, (root) => {
        expect(withoutPositions(parseExpression(print(root)).root)).toEqual(withoutPositions(root));
      }),
    );
  });

  it('do not depend on white space or on one more pair of brackets', () => {
    fc.assert(
      fc.property(expression, (root) => {
        const text = print(root);
        const plain = evaluate({ text, owner: '', root }, {});
        expect(value(`( ${text.replaceAll(' ', '\n  ')} )`, {})).toBe(plain);
      }),
    );
  });

  it('stop as soon as the result is certain', () => {
    expect(value('x > 1 and sqrt(-1) > 0')).toBe(0);
    expect(value('x < 1 or unknown > 0')).toBe(1);
    expect(value('2 < 1 < sqrt(-1)')).toBe(0);
  });

  it('divide by zero to infinity', () => {
    expect(value('1 / 0 > 1e300')).toBe(1);
  });

  it('know only the given names, not those of every object', () => {
    expect(() => value('constructor')).toThrow('unknown name constructor');
    expect(() => value('__proto__')).toThrow('unknown name __proto__');
  });
});

describe('errors', () => {
  it.each([
    ['', 'found the end at character 1, expected a number, a name or ('],
    ['Q2 >', 'found the end at character 5, expected a number'],
    ['Q2 > 3)', 'found ) at character 7, expected an operator or the end'],
    ['(Q2 > 3', 'found the end at character 8, expected an operator or )'],
    ['2 x', 'found x at character 3, expected an operator'],
    ['Q2 & x', 'found "&" at character 4'],
    ['Q2 = 3', 'found "=" at character 4'],
    ['x == not y', 'found not at character 6'],
    ['and', 'found and at character 1'],
    ['x.y', 'found "." at character 2'],
    ['exp(x)', 'found the function exp at character 1, expected one of sqrt, log, fabs, abs'],
    ['sqrt()', 'found ) at character 6'],
    ['sqrt(1, 2)', 'found "," at character 7'],
    ['x // 2', 'found / at character 4'],
    ['"x"', String.raw`found "\"" at character 1`],
    ['Q3 > 1', 'found the unknown name Q3 at character 1, expected one of x, Q2, y. Did you mean Q2?'],
    ['1 + sqrt(y)', 'found a value that is not a number at character 5'],
    ['(0 / 0) < 1', 'found a value that is not a number at character 4'],
    ['y ** 0.5', 'found a value that is not a number at character 3'],
  ])('%s', (text, message) => {
    expect(() => value(text)).toThrow(RuleError);
    expect(() => value(text)).toThrow(message);
  });

  it('show the owner and the expression', () => {
    expect(() => parseExpression('x <', 'rule for A')).toThrow('rule for A "x <": found the end');
  });

  it('refuse a name without a number', () => {
    expect(() => value('x > 1', { x: Number.NaN })).toThrow('not a number');
  });

  it.each(['(', '-', 'not ', '2 ** ', 'sqrt('])('bound the depth of %s', (part) => {
    expect(() => parseExpression(part.repeat(101))).toThrow('at most 100 levels');
    expect(() => parseExpression(part.repeat(900))).toThrow(RuleError);
  });

  it('bound the length, up to which evaluation works', () => {
    expect(value(`1${' + 1'.repeat(999)}`)).toBe(1000);
    expect(() => parseExpression(`1${' + 1'.repeat(1000)}`)).toThrow('at most 2000 symbols');
    expect(() => parseExpression('('.repeat(1e6))).toThrow(RuleError);
  });

  it('are the only outcome of a text that is not an expression', () => {
    const part = fc.constantFrom(
      '(',
      ')',
      'x',
      '1',
      '<',
      '**',
      '-',
      'not ',
      ' and ',
      ' or ',
      'sqrt',
      '=',
      '\\',
      '𝑥',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        try {
          expect(value(parts.join(''))).toBeTypeOf('number');
        } catch (error) {
          expect(error).toBeInstanceOf(RuleError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
