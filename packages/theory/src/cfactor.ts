import { TheoryError } from './theory-error.ts';

/**
 * Reads a C-factor file: a heading between two lines of asterisks, then one line per bin with the factor and its
 * uncertainty. The uncertainty takes no part in fits and is not read.
 *
 * @returns `[bins]`
 */
export function readCfactor(text: string, file: string): Float64Array {
  const lines = text.split(/\r?\n/);
  const fences = lines.flatMap((line, i) => (line.startsWith('*') ? [i] : []));
  const [first, last] = fences;
  if (first !== 0 || last === undefined) {
    const found = first === 0 ? 'a heading without end' : `${JSON.stringify((lines[0] ?? '').slice(0, 40))}`;
    throw new TheoryError({ where: { file, line: 1 }, found, expected: 'a heading between two lines of *' });
  }
  const factors = lines.flatMap((line, i) => {
    const [factor = ''] = line.trim().split(/\s+/);
    if (i <= last || factor === '') return [];
    const value = Number(factor);
    if (Number.isFinite(value)) return [value];
    throw new TheoryError({ where: { file, line: i + 1 }, found: factor.slice(0, 40), expected: 'a number' });
  });
  return Float64Array.from(factors);
}
