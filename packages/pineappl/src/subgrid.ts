import { size } from '@parton/ndarray';
import type { Axis, Subgrid } from './grid.ts';

/**
 * Checks what {@link Subgrid} promises, so that later code can index without care: axes and shape agree, runs lie
 * inside the shape and use up the entries.
 */
export function checkSubgrid(
  { shape, axes, starts, lengths, entries }: Subgrid,
  refuse: (found: string, expected: string) => never,
): void {
  const total = size(shape);
  if (total >= 2 ** 32) refuse(`shape [${shape.join(', ')}]`, 'fewer than 2^32 values');
  if (axes.length !== shape.length) refuse(`${axes.length} axes`, `${shape.length} as the array`);
  axes.forEach((axis, d) => {
    if (axis instanceof Float64Array && axis.length !== shape[d]) {
      refuse(`${axis.length} nodes on axis ${d}`, `${shape[d] ?? 0} as the array`);
    }
  });
  if (starts.length !== lengths.length) {
    refuse(`${lengths.length} lengths of runs`, `${starts.length} as their starts`);
  }
  let used = 0;
  for (let k = 0; k < starts.length; k++) {
    const end = (starts[k] ?? 0) + (lengths[k] ?? 0);
    if (end > total) refuse(`a run up to ${end}`, `at most ${total}`);
    used += lengths[k] ?? 0;
  }
  if (used !== entries.length) refuse(`${entries.length} values`, `${used} as the runs`);
}

/** The axes of the subgrid before, if these have the same nodes, as they mostly do: later code then looks at them once. */
export function shareAxes(axes: readonly Axis[], before: Subgrid | undefined): readonly Axis[] {
  if (before === undefined || before.axes.length !== axes.length) return axes;
  return axes.every((axis, d) => hasSameNodes(axis, before.axes[d])) ? before.axes : axes;
}

function hasSameNodes(a: Axis, b: Axis | undefined): boolean {
  if (!(a instanceof Float64Array) || !(b instanceof Float64Array) || a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
