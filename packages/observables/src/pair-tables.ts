import type { NdArray } from '@parton/ndarray';
import type { FoldTarget } from './fold-linear.ts';
import type { TableTerm } from './rows.ts';

/**
 * A two-hadron row as one table per pair of independent flavours: `sum_ij f_i^T T_ij f_j` with i <= j, each `[N, N]` on
 * the common grid. Pairs that no channel has are not there.
 */
export interface PairTables {
  readonly nodes: number;
  readonly flavours: number;
  /** All tables are zero below this node. */
  readonly first: number;
  readonly pairs: readonly { readonly i: number; readonly j: number; readonly table: Float64Array }[];
}

/** Sums points of tables, flavour pair by flavour pair. */
export function pairTables(terms: readonly TableTerm[], { grid, expansion }: FoldTarget): PairTables {
  const flavours = expansion.shape[1] ?? 0;
  const nodes = grid.length;
  const tables = new Map<number, Float64Array>();
  let first = nodes;
  for (const { table: layout, point, factor } of terms) {
    const { operand, positions, pairs } = layout;
    const block = positions.length ** 2;
    pairs.forEach((sum, c) => {
      const from = (point * pairs.length + c) * block;
      const values = operand.values.data.subarray(from, from + block);
      for (const { i, j, weight } of sum) {
        const key = Math.min(i, j) * flavours + Math.max(i, j);
        const table = tables.get(key) ?? new Float64Array(nodes * nodes);
        tables.set(key, table);
        first = Math.min(
          first,
          addTable(table, values, { positions, nodes, factor: weight * factor, transposed: i > j }),
        );
      }
    });
  }
  const pairs = [...tables].map(([key, table]) => ({
    i: Math.floor(key / flavours),
    j: key % flavours,
    table,
  }));
  return { nodes, flavours, first, pairs };
}

/** Returns the first node of what was added. */
function addTable(
  table: Float64Array,
  values: Float64Array,
  to: {
    readonly positions: readonly number[];
    readonly nodes: number;
    readonly factor: number;
    readonly transposed: boolean;
  },
): number {
  const { positions, nodes, factor, transposed } = to;
  const count = positions.length;
  let first = nodes;
  for (let a = 0; a < count; a++) {
    const x = positions[a] ?? 0;
    for (let b = 0; b < count; b++) {
      const value = values[a * count + b] ?? 0;
      if (value === 0) continue;
      const y = positions[b] ?? 0;
      if (x < first) first = x;
      if (y < first) first = y;
      const at = transposed ? y * nodes + x : x * nodes + y;
      table[at] = (table[at] ?? 0) + factor * value;
    }
  }
  return first;
}

/** The value for one PDF `[D]` and its gradient `[D]`: the value is half of the gradient times the PDF. */
export function gradientAt({ nodes, flavours, first, pairs }: PairTables, f: Float64Array): Float64Array {
  const out = new Float64Array(flavours * nodes);
  for (const { i, j, table } of pairs) {
    const left = f.subarray(i * nodes, (i + 1) * nodes);
    const right = f.subarray(j * nodes, (j + 1) * nodes);
    const toLeft = out.subarray(i * nodes, (i + 1) * nodes);
    const toRight = out.subarray(j * nodes, (j + 1) * nodes);
    for (let x = first; x < nodes; x++) {
      const u = left[x] ?? 0;
      let sum = 0;
      for (let y = first; y < nodes; y++) {
        const value = table[x * nodes + y] ?? 0;
        sum += value * (right[y] ?? 0);
        toRight[y] = (toRight[y] ?? 0) + value * u;
      }
      toLeft[x] = (toLeft[x] ?? 0) + sum;
    }
  }
  return out;
}

/**
 * The symmetric form in other coordinates: `f_k = shapes[k] z_k` with `shapes[k] [N, s_k]`.
 *
 * @returns `[r, r]`, `r = sum_k s_k`
 */
export function formIn({ nodes, first, pairs }: PairTables, shapes: readonly NdArray[]): NdArray {
  const starts: number[] = [];
  let r = 0;
  for (const { shape } of shapes) {
    starts.push(r);
    r += shape[1] ?? 0;
  }
  const form = new Float64Array(r * r);
  for (const { i, j, table } of pairs) {
    const [left, right] = [shapes[i], shapes[j]];
    if (left === undefined || right === undefined) continue;
    const [rows, columns] = [left.shape[1] ?? 0, right.shape[1] ?? 0];
    const block = sandwich(left, right, { table, nodes, first });
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b < columns; b++) {
        const half = (block[a * columns + b] ?? 0) / 2;
        const [u, v] = [(starts[i] ?? 0) + a, (starts[j] ?? 0) + b];
        form[u * r + v] = (form[u * r + v] ?? 0) + half;
        form[v * r + u] = (form[v * r + u] ?? 0) + half;
      }
    }
  }
  return { shape: [r, r], data: form };
}

/** `left^T table right`; rows of zeros are skipped. */
function sandwich(
  left: NdArray,
  right: NdArray,
  { table, nodes, first }: { readonly table: Float64Array; readonly nodes: number; readonly first: number },
): Float64Array {
  const [rows, columns] = [left.shape[1] ?? 0, right.shape[1] ?? 0];
  const out = new Float64Array(rows * columns);
  const line = new Float64Array(columns);
  for (let x = first; x < nodes; x++) {
    line.fill(0);
    let filled = false;
    for (let y = first; y < nodes; y++) {
      const value = table[x * nodes + y] ?? 0;
      if (value === 0) continue;
      filled = true;
      const source = right.data.subarray(y * columns, (y + 1) * columns);
      for (let b = 0; b < columns; b++) line[b] = (line[b] ?? 0) + value * (source[b] ?? 0);
    }
    if (!filled) continue;
    for (let a = 0; a < rows; a++) {
      const factor = left.data[x * rows + a] ?? 0;
      const target = out.subarray(a * columns, (a + 1) * columns);
      for (let b = 0; b < columns; b++) target[b] = (target[b] ?? 0) + factor * (line[b] ?? 0);
    }
  }
  return out;
}
