import {
  type ComparisonOperator,
  COMPARISONS,
  type Expression,
  type ExpressionNode,
  fault,
  FUNCTIONS,
  type LogicalOperator,
  PRODUCTS,
  SIGNS,
  SUMS,
} from './expression.ts';
import { type Token, tokenize } from './tokenize.ts';

/** How deep brackets, signs, powers and `not` may be nested. */
const MAX_DEPTH = 100;
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/**
 * Parses an expression in Python's syntax, with Python's precedence: `or`, `and`, `not`, comparisons (which chain:
 * `30 <= pT <= 150`), `+ -`, `* /`, signs, `**` (from the right); numbers, names, brackets, and the functions sqrt,
 * log (natural), fabs, abs of one argument. Nothing else is accepted, so that a rule can only compute numbers.
 *
 * @param owner what the expression belongs to, for messages
 * @throws RuleError that names the character, counted from 1
 */
export function parseExpression(text: string, owner = ''): Expression {
  const source = { text, owner };
  const parser: Parser = { source, tokens: tokenize(source), next: 0, depth: 0 };
  const root = disjunction(parser);
  if (peek(parser).kind !== 'end') throw unexpected(parser, 'an operator or the end');
  return { ...source, root };
}

interface Parser {
  readonly source: Pick<Expression, 'text' | 'owner'>;
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

type Production = (parser: Parser) => ExpressionNode;

const disjunction: Production = (parser) => logical(parser, 'or', conjunction);
const conjunction: Production = (parser) => logical(parser, 'and', negation);

function negation(parser: Parser): ExpressionNode {
  const token = accept(parser, ['not']);
  if (token === undefined) return comparison(parser);
  return { kind: 'not', operand: nested(parser, negation), at: token.at };
}

function comparison(parser: Parser): ExpressionNode {
  const first = sum(parser);
  const operands = [first];
  const operators: ComparisonOperator[] = [];
  const { at } = peek(parser);
  for (let token = accept(parser, COMPARISONS); token !== undefined; token = accept(parser, COMPARISONS)) {
    operators.push(token.text);
    operands.push(sum(parser));
  }
  return operators.length === 0 ? first : { kind: 'comparison', operands, operators, at };
}

const sum: Production = (parser) => chain(parser, SUMS, product);
const product: Production = (parser) => chain(parser, PRODUCTS, signed);

function signed(parser: Parser): ExpressionNode {
  const token = accept(parser, SIGNS);
  if (token === undefined) return power(parser);
  return { kind: 'sign', operator: token.text, operand: nested(parser, signed), at: token.at };
}

/** `-x ** 2` is `-(x ** 2)`, and `x ** -y` is allowed. */
function power(parser: Parser): ExpressionNode {
  const left = atom(parser);
  const token = accept(parser, ['**']);
  if (token === undefined) return left;
  return { kind: 'arithmetic', operator: '**', left, right: nested(parser, signed), at: token.at };
}

function atom(parser: Parser): ExpressionNode {
  const token = peek(parser);
  const { at, text } = token;
  if (token.kind === 'number') {
    parser.next++;
    return { kind: 'number', value: Number(text), at };
  }
  if (token.kind === 'word' && !WORDS.has(text)) {
    parser.next++;
    return peek(parser).text === '(' ? call(parser, token) : { kind: 'name', name: text, at };
  }
  if (accept(parser, ['(']) === undefined) throw unexpected(parser, 'a number, a name or (');
  return bracketed(parser);
}

function call(parser: Parser, { text, at }: Token): ExpressionNode {
  const name = FUNCTIONS.find((known) => known === text);
  if (name === undefined)
    throw fault(parser.source, {
      at,
      found: `the function ${text}`,
      expected: `one of ${FUNCTIONS.join(', ')}`,
    });
  parser.next++;
  return { kind: 'call', name, argument: bracketed(parser), at };
}

/** What follows an opening bracket. */
function bracketed(parser: Parser): ExpressionNode {
  const inside = nested(parser, disjunction);
  if (accept(parser, [')']) === undefined) throw unexpected(parser, 'an operator or )');
  return inside;
}

function logical(parser: Parser, operator: LogicalOperator, operand: Production): ExpressionNode {
  const first = operand(parser);
  const operands = [first];
  const { at } = peek(parser);
  while (accept(parser, [operator]) !== undefined) operands.push(operand(parser));
  return operands.length === 1 ? first : { kind: operator, operands, at };
}

function chain(
  parser: Parser,
  operators: typeof SUMS | typeof PRODUCTS,
  operand: Production,
): ExpressionNode {
  let left = operand(parser);
  for (let token = accept(parser, operators); token !== undefined; token = accept(parser, operators)) {
    left = { kind: 'arithmetic', operator: token.text, left, right: operand(parser), at: token.at };
  }
  return left;
}

function nested(parser: Parser, rule: Production): ExpressionNode {
  if (++parser.depth > MAX_DEPTH) throw unexpected(parser, `at most ${MAX_DEPTH} levels of nesting`);
  const node = rule(parser);
  parser.depth--;
  return node;
}

function peek({ tokens, next }: Parser): Token {
  return tokens[next] ?? { kind: 'end', text: '', at: 0 };
}

/** Takes the next token if it is one of these. */
function accept<T extends string>(
  parser: Parser,
  texts: readonly T[],
): { readonly text: T; readonly at: number } | undefined {
  const token = peek(parser);
  const text = texts.find((candidate) => candidate === token.text);
  if (text === undefined) return undefined;
  parser.next++;
  return { text, at: token.at };
}

function unexpected(parser: Parser, expected: string): Error {
  const { at, text } = peek(parser);
  return fault(parser.source, { at, found: text === '' ? 'the end' : text, expected });
}
