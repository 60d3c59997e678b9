import { RuleError } from './rule-error.ts';

/** A parsed expression: plain data, which `evaluate` turns into a number. */
export interface Expression {
  readonly text: string;
  /** What the expression belongs to, for messages. */
  readonly owner: string;
  readonly root: ExpressionNode;
}

/** A part of an expression; `at` is the index of its defining character in the text. */
export type ExpressionNode = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly argument: ExpressionNode }
  | { readonly kind: 'sign'; readonly operator: SignOperator; readonly operand: ExpressionNode }
  | { readonly kind: 'not'; readonly operand: ExpressionNode }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | {
      readonly kind: 'comparison';
      /** One more than `operators`: `a < b < c` holds if `a < b` and `b < c`. */
      readonly operands: readonly ExpressionNode[];
      readonly operators: readonly ComparisonOperator[];
    }
  | { readonly kind: LogicalOperator; readonly operands: readonly ExpressionNode[] }
);

export const FUNCTIONS = ['sqrt', 'log', 'fabs', 'abs'] as const;
export const SIGNS = ['+', '-'] as const;
export const SUMS = ['+', '-'] as const;
export const PRODUCTS = ['*', '/'] as const;
export const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;

export type FunctionName = (typeof FUNCTIONS)[number];
export type SignOperator = (typeof SIGNS)[number];
export type ArithmeticOperator = (typeof SUMS)[number] | (typeof PRODUCTS)[number] | '**';
export type ComparisonOperator = (typeof COMPARISONS)[number];
export type LogicalOperator = 'and' | 'or';

/** The error for the character `at` of a text. */
export function fault(
  { text, owner }: Pick<Expression, 'text' | 'owner'>,
  { at, found, expected, cure }: { at: number; found: string; expected: string; cure?: string | undefined },
): RuleError {
  const quoted = text.length > 200 ? `"${text.slice(0, 200)}..."` : `"${text}"`;
  const key = owner === '' ? quoted : `${owner} ${quoted}`;
  return new RuleError({ where: { key }, found: `${found} at character ${at + 1}`, expected, cure });
}
