import type { Traced } from '../../packages/tensor-compiler/src/index.ts';
import { sizeOf, topologicalOrder, type Value } from '../../packages/tensor-graph/src/index.ts';

/** All matrix products of one shape in a step. */
export interface Products {
  /** `batch of [m, k] x [k, n]`, without the batch if it is 1. */
  readonly shape: string;
  readonly count: number;
  /** 2 m k n, summed over the batch and the count. */
  readonly flops: number;
  /** Of float32 operands and results: many products of thin matrices are bound by memory. */
  readonly bytes: number;
}

/** The matrix products of a recorded step by shape, the most expensive first. */
export function matrixProducts(traced: Traced<string, string, string>): Products[] {
  const found = new Map<string, Products>();
  for (const value of computedAtEachStep([
    ...Object.values(traced.state),
    ...Object.values(traced.outputs),
  ])) {
    if (value.operation.kind !== 'matMul') continue;
    const one = productOf(value, value.operation.transposeA);
    const before = found.get(one.shape) ?? { count: 0, flops: 0, bytes: 0 };
    found.set(one.shape, {
      shape: one.shape,
      count: before.count + 1,
      flops: before.flops + one.flops,
      bytes: before.bytes + one.bytes,
    });
  }
  return [...found.values()].sort((a, b) => b.flops - a.flops);
}

function productOf(value: Value, transposeA: boolean): Omit<Products, 'count'> {
  const [a] = value.operands;
  const [m = 0, n = 0] = value.shape.slice(-2);
  const k = a?.shape.at(transposeA ? -2 : -1) ?? 0;
  const batch = sizeOf(value.shape.slice(0, -2));
  const numbers = [value, ...value.operands].reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    shape: `${batch === 1 ? '' : `${batch} of `}[${m}, ${k}] x [${k}, ${n}]`,
    flops: 2 * batch * m * k * n,
    bytes: 4 * numbers,
  };
}

/** Without what depends on constants only, which is computed once. */
function computedAtEachStep(results: readonly Value[]): Set<Value> {
  const varying = new Set<Value>();
  for (const value of topologicalOrder(results)) {
    if (value.operation.kind === 'input' || value.operands.some((operand) => varying.has(operand)))
      varying.add(value);
  }
  return varying;
}
