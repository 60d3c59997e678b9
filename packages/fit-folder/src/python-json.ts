import { pythonFloat } from './python-float.ts';

/** What {@link pythonJson} writes. A `number` is a float of Python, a `bigint` a whole number. */
export type PythonValue =
  | string
  | boolean
  | number
  | bigint
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/**
 * JSON as Python's `json.dumps(value, indent=2)` writes it. Not a number and infinity, which JSON lacks, become `NaN` and
 * `Infinity`: the readers of fit folders are Python programs, and they expect a number there.
 */
export function pythonJson(value: PythonValue, indent = ''): string {
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return pythonFloat(value).replace('nan', 'NaN').replace('inf', 'Infinity');
  const inner = `${indent}  `;
  if (isList(value))
    return block(
      '[]',
      value.map((entry) => pythonJson(entry, inner)),
      indent,
    );
  const entries = Object.entries(value);
  return block(
    '{}',
    entries.map(([key, entry]) => `${JSON.stringify(key)}: ${pythonJson(entry, inner)}`),
    indent,
  );
}

/**
 * Reads what {@link pythonJson} and `json.dump` of Python write, numbers that JSON lacks included.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function parsePythonJson(text: string): unknown {
  // strings are matched too, so that words within them stay
  const json = text.replaceAll(/"(?:[^"\\]|\\.)*"|\bNaN\b|\bInfinity\b/g, (token) => {
    if (token === 'NaN') return JSON.stringify(NOT_A_NUMBER);
    return token === 'Infinity' ? '1e999' : token;
  });
  return JSON.parse(json, (_, value: unknown) => (value === NOT_A_NUMBER ? Number.NaN : value));
}

/** Stands for NaN between the two steps of reading; no file has this string. */
const NOT_A_NUMBER = '\0NaN';

function block(brackets: '[]' | '{}', entries: readonly string[], indent: string): string {
  if (entries.length === 0) return brackets;
  const lines = entries.map((entry) => `${indent}  ${entry}`).join(',\n');
  return `${brackets[0]}\n${lines}\n${indent}${brackets[1]}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: object): value is readonly PythonValue[] {
  return Array.isArray(value);
}
