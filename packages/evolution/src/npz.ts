import { type NdArray } from '@parton/ndarray';
import { unzipSync } from 'fflate';
import { EvolutionError } from './evolution-error.ts';
import { parseNpy } from './npy.ts';

/**
 * The named arrays of an `.npz` file, stored or deflated.
 *
 * @param maxBytes how large all wanted arrays may be together when unpacked
 *
 * Throws EvolutionError for what is no such file, lacks an array, or claims a larger one.
 */
export function parseNpz<K extends string>(
  bytes: Uint8Array,
  { file, keys, maxBytes }: { file: string; keys: readonly K[]; maxBytes: number },
): Record<K, NdArray> {
  const members = unzip(bytes, { file, keys, maxBytes });
  const arrays = keys.map((key): [K, NdArray] => {
    const member = members[`${key}.npy`];
    if (member === undefined) {
      throw new EvolutionError({ where: { file, key }, found: 'no such array', expected: keys.join(', ') });
    }
    return [key, parseNpy(member, { file, key })];
  });
  // Object.fromEntries forgets the type of the keys.
  return Object.fromEntries(arrays) as Record<K, NdArray>;
}

function unzip(
  bytes: Uint8Array,
  { file, keys, maxBytes }: { file: string; keys: readonly string[]; maxBytes: number },
): Record<string, Uint8Array> {
  const names = new Set(keys.map((key) => `${key}.npy`));
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!names.has(name)) return false;
    total += originalSize;
    if (total <= maxBytes) return true;
    throw new EvolutionError({
      where: { file, key: name },
      found: `${total} bytes`,
      expected: `at most ${maxBytes}`,
    });
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof EvolutionError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new EvolutionError(
      { where: { file }, found, expected: 'arrays in a zip file', cure: 'The file may be incomplete' },
      { cause },
    );
  }
}
