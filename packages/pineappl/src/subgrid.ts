import { size } from '@parton/ndarray';
import type { ByteReader } from './byte-reader.ts';
import type { Subgrid } from './grid.ts';

/**
 * Checks what {@link Subgrid} promises, so that later code can index without care: axes and shape agree, runs lie
 * inside the shape and use up the entries. `offset` is where the subgrid starts. Undefined if it has no entries.
 */
export function checkedSubgrid(reader: ByteReader, offset: number, subgrid: Subgrid): Subgrid | undefined {
  const { shape, axes, starts, lengths, entries } = subgrid;
  const total = size(shape);
  if (total >= 2 ** 32) reader.fail(`shape [${shape.join(', ')}]`, 'fewer than 2^32 values', offset);
  if (axes.length !== shape.length)
    reader.fail(`${axes.length} axes`, `${shape.length} as the array`, offset);
  axes.forEach((axis, d) => {
    if (axis instanceof Float64Array && axis.length !== shape[d]) {
      reader.fail(`${axis.length} nodes on axis ${d}`, `${shape[d] ?? 0} as the array`, offset);
    }
  });
  if (starts.length !== lengths.length) {
    reader.fail(`${lengths.length} lengths of runs`, `${starts.length} as their starts`, offset);
  }
  let used = 0;
  starts.forEach((start, k) => {
    const length = lengths[k] ?? 0;
    if (start + length > total) reader.fail(`a run up to ${start + length}`, `at most ${total}`, offset);
    used += length;
  });
  if (used !== entries.length) reader.fail(`${entries.length} values`, `${used} as the runs`, offset);
  return entries.length === 0 ? undefined : subgrid;
}
