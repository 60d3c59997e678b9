import { InputError } from '@parton/errors';
import type { NdArray } from '@parton/ndarray';
import { keysOf, mapRecord } from './map-record.ts';
import type { Shapes } from './trace.ts';

/** Arrays that do not fit a program, or a program that is not ready. */
export class ProgramError extends InputError {}

/** Arrays by name, numbers turned into scalars. Throws {@link ProgramError} for one too few, too many, or misshapen. */
export function checkedFeeds<K extends string>(
  shapes: Shapes<K>,
  given: Readonly<Record<K, NdArray | number>>,
): Record<K, NdArray> {
  const unknown = keysOf(given).find((name) => !(name in shapes));
  if (unknown !== undefined)
    throw misfit(unknown, 'an array of that name', `one of ${keysOf(shapes).join(', ')}`);
  return mapRecord(shapes, (shape, name) => {
    const value: NdArray | number | undefined = given[name];
    const expected = `[${shape.join(', ')}]`;
    if (value === undefined) throw misfit(name, 'nothing', expected);
    const array = typeof value === 'number' ? { shape: [], data: Float64Array.of(value) } : value;
    if (array.shape.join() !== shape.join()) throw misfit(name, `[${array.shape.join(', ')}]`, expected);
    return array;
  });
}

function misfit(key: string, found: string, expected: string): ProgramError {
  return new ProgramError({ where: { key }, found, expected });
}
