import { type Expression, fault } from './expression.ts';

/** A number, a name or word, an operator, or the end of the text. */
export interface Token {
  readonly kind: 'number' | 'word' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

/** More tokens than any rule needs; bounds the depth of left-associative operations. */
const MAX_TOKENS = 2000;

const TOKEN =
  /(?<space>\s+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|(?<operator>\*\*|[<>=!]=|[-+*/()<>])/y;

/** Splits an expression into tokens; the last one is the end. */
export function tokenize(source: Pick<Expression, 'text' | 'owner'>): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null)
      throw fault(source, {
        at,
        found: JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0)),
        expected: 'a number, a name, or one of ( ) + - * / ** < <= > >= == !=',
        cure: 'Use the words and, or, not to combine conditions',
      });
    const { number, word, operator } = match.groups ?? {};
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, at });
    at += match[0].length;
    if (tokens.length > MAX_TOKENS)
      throw fault(source, { at, found: 'a longer text', expected: `at most ${MAX_TOKENS} symbols` });
  }
  return [...tokens, { kind: 'end', text: '', at }];
}
