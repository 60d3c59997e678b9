import { didYouMean } from '@parton/errors';
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  type Expression,
  type ExpressionNode,
  fault,
  type FunctionName,
} from './expression.ts';

/** The values of the names in an expression. */
export type Names = Readonly<Record<string, number>>;

/**
 * The value of an expression. As in Python, truth values are 1 and 0, any number but 0 is true, and `and` and `or`
 * stop as soon as the result is certain. Arithmetic is IEEE: a division by zero is infinite.
 *
 * @throws RuleError for an unknown name, and where a value is not a number (such as the square root of -1): a
 * comparison with it would cut points silently
 */
export function evaluate(expression: Expression, names: Names): number {
  return valueOf(expression.root, { expression, names });
}

interface Scope {
  readonly expression: Expression;
  readonly names: Names;
}

function valueOf(node: ExpressionNode, scope: Scope): number {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'name':
      return defined(lookUp(node.name, node.at, scope), node, scope);
    case 'call':
      return defined(CALL[node.name](valueOf(node.argument, scope)), node, scope);
    case 'sign':
      return node.operator === '-' ? -valueOf(node.operand, scope) : valueOf(node.operand, scope);
    case 'not':
      return valueOf(node.operand, scope) === 0 ? 1 : 0;
    case 'arithmetic':
      return defined(
        ARITHMETIC[node.operator](valueOf(node.left, scope), valueOf(node.right, scope)),
        node,
        scope,
      );
    case 'comparison':
      return holds(node.operands, node.operators, scope) ? 1 : 0;
    case 'and':
    case 'or':
      return combine(node.kind, node.operands, scope);
  }
}

const CALL: Readonly<Record<FunctionName, (x: number) => number>> = {
  sqrt: Math.sqrt,
  log: Math.log,
  fabs: Math.abs,
  abs: Math.abs,
};

const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

const COMPARE: Readonly<Record<ComparisonOperator, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

function holds(
  operands: readonly ExpressionNode[],
  operators: readonly ComparisonOperator[],
  scope: Scope,
): boolean {
  let left = Number.NaN;
  return operands.every((operand, i) => {
    const right = valueOf(operand, scope);
    const operator = operators[i - 1];
    const passes = operator === undefined || COMPARE[operator](left, right);
    left = right;
    return passes;
  });
}

/** The first operand that settles the result, or the last one. */
function combine(kind: 'and' | 'or', operands: readonly ExpressionNode[], scope: Scope): number {
  let value = 0;
  for (const operand of operands) {
    value = valueOf(operand, scope);
    if ((value === 0) === (kind === 'and')) break;
  }
  return value;
}

function lookUp(name: string, at: number, { expression, names }: Scope): number {
  const value = Object.hasOwn(names, name) ? names[name] : undefined;
  if (value !== undefined) return value;
  const known = Object.keys(names);
  const near = didYouMean(name, known);
  throw fault(expression, {
    at,
    found: `the unknown name ${name}`,
    expected: `one of ${known.join(', ')}`,
    cure: near === undefined ? undefined : `Did you mean ${near}?`,
  });
}

function defined(value: number, { at }: ExpressionNode, { expression }: Scope): number {
  if (!Number.isNaN(value)) return value;
  throw fault(expression, { at, found: 'a value that is not a number', expected: 'a real number' });
}
