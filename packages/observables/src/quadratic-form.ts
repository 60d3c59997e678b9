import { type NdArray, zeros } from '@parton/ndarray';
import { gridPositions } from './common-grid.ts';
import type { FoldTarget } from './fold-linear.ts';
import { FK_FLAVOURS, type FkOperand } from './observable.ts';

/**
 * One point of a two-hadron table as a symmetric quadratic form in the independent flavours on the common grid:
 * `sum_cxy FK[n, c, x, y] f_i(c)(x) f_j(c)(y) = sum_uv out[u, v] f_u f_v` with `u = k N + x`. Flavours that no channel
 * has are never padded in.
 *
 * @returns `[K N, K N]`
 */
export function quadraticForm(operand: FkOperand, point: number, { grid, expansion }: FoldTarget): NdArray {
  const flavours = expansion.shape[1] ?? 0;
  const width = flavours * grid.length;
  const positions = gridPositions(grid, operand.x);
  const nodes = positions.length;
  const form = zeros([width, width]);
  const add = (u: number, v: number, value: number): void => {
    form.data[u * width + v] = (form.data[u * width + v] ?? 0) + value / 2;
    form.data[v * width + u] = (form.data[v * width + u] ?? 0) + value / 2;
  };
  operand.channels.forEach((channel, c) => {
    const pairs = expandedPairs(channel, expansion);
    const block = operand.values.data.subarray((point * operand.channels.length + c) * nodes * nodes);
    positions.forEach((x, a) => {
      positions.forEach((y, b) => {
        const value = block[a * nodes + b] ?? 0;
        if (value === 0) return;
        for (const { i, j, factor } of pairs) add(i * grid.length + x, j * grid.length + y, factor * value);
      });
    });
  });
  return form;
}

/** The product of two FK flavours as a sum of products of independent ones. */
function expandedPairs(channel: number, expansion: NdArray): { i: number; j: number; factor: number }[] {
  const flavours = expansion.shape[1] ?? 0;
  const terms = (flavour: number) =>
    Array.from({ length: flavours }, (_, k) => ({
      k,
      factor: expansion.data[flavour * flavours + k] ?? 0,
    })).filter(({ factor }) => factor !== 0);
  const second = terms(channel % FK_FLAVOURS);
  return terms(Math.floor(channel / FK_FLAVOURS)).flatMap((a) =>
    second.map((b) => ({ i: a.k, j: b.k, factor: a.factor * b.factor })),
  );
}
