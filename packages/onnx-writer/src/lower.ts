import {
  type Graph,
  type Operation,
  rewrite,
  sizeOf,
  type UnaryName,
  type Value,
} from '@parton/tensor-graph';

/**
 * The same values from operations that ONNX Runtime has for float32 and float64 alike, in the shapes that it is fast
 * at.
 */
export function lower(graph: Graph, values: readonly Value[]): Value[] {
  return rewrite(graph, values, ({ operation, shape }, operands) => {
    switch (operation.kind) {
      case 'unary':
      case 'binary':
      case 'compare':
      case 'logical':
      case 'where':
        return withoutTrailingOnes(graph, shape, operands, (cut) => elementwise(graph, operation, cut));
      case 'reduce':
        return operation.name === 'sum' ? paddedRows(graph, operation.axes, operands) : undefined;
      case 'scatterAdd':
        return scatterAlongFirst(graph, operation, operands);
      default:
        return undefined;
    }
  });
}

/**
 * ONNX Runtime walks a broadcast over `[.., 1]` one element at a time (27 ns each); without trailing axes of length one
 * it takes whole rows. The reshapes between operations in a row cancel.
 */
function withoutTrailingOnes(
  graph: Graph,
  shape: readonly number[],
  operands: readonly Value[],
  build: (cut: readonly Value[]) => Value,
): Value {
  const ones = shape.length - 1 - shape.findLastIndex((length) => length !== 1);
  const cut = operands.map((value) =>
    graph.reshape(value, value.shape.slice(0, Math.max(0, value.shape.length - ones))),
  );
  return graph.reshape(build(cut), shape);
}

function elementwise(graph: Graph, operation: Operation, operands: readonly Value[]): Value {
  const [a, b, c] = operands;
  if (operation.kind === 'unary' && a !== undefined) {
    return UNARY[operation.name]?.(graph, a) ?? graph.apply(operation, operands);
  }
  if (operation.kind === 'where' && a !== undefined && b?.dtype === 'bool' && c !== undefined) {
    return graph.or(graph.and(a, b), graph.and(graph.not(a), c));
  }
  return graph.apply(operation, operands);
}

/** Functions that ONNX lacks or does not need, or that ONNX Runtime lacks in float64. */
const UNARY: Readonly<Partial<Record<UnaryName, (graph: Graph, x: Value) => Value>>> = {
  cos,
  expm1,
  log1p,
  softplus,
  stopGradient: (_, x) => x,
};

/** `1 - 2 sin^2 (x / 2)` */
function cos(graph: Graph, x: Value): Value {
  const sine = graph.unary('sin', graph.mul(x, graph.fill(0.5)));
  return graph.sub(graph.fill(1), graph.mul(graph.fill(2), graph.mul(sine, sine)));
}

/** `e^x - 1 = tanh(x / 2) (e^x + 1)`: no cancellation near zero. */
function expm1(graph: Graph, x: Value): Value {
  const half = graph.unary('tanh', graph.mul(x, graph.fill(0.5)));
  return graph.mul(half, graph.add(graph.unary('exp', x), graph.fill(1)));
}

/**
 * `log u - ((u - 1) - x) / u` with `u = 1 + x` as rounded: the second term repairs the rounding of u to first order
 * (the method of the HP-12C). Where u is exact, at -1 and infinity among others, there is nothing to repair.
 */
function log1p(graph: Graph, x: Value): Value {
  const u = graph.add(x, graph.fill(1));
  const kept = graph.sub(u, graph.fill(1));
  const log = graph.unary('log', u);
  return graph.where(graph.compare('equal', kept, x), log, graph.sub(log, graph.div(graph.sub(kept, x), u)));
}

/** `max(x, 0) + log(1 + e^-|x|)`: nothing overflows. */
function softplus(graph: Graph, x: Value): Value {
  const rest = log1p(graph, graph.unary('exp', graph.neg(graph.unary('abs', x))));
  return graph.add(graph.binary('maximum', x, graph.fill(0)), rest);
}

/** The vectors of SSE2 and NEON, in numbers of four bytes. */
const VECTOR = 4;

/**
 * Sums over trailing axes, of rows padded to whole vectors. ReduceSum adds up vectors from the next multiple of 16
 * bytes on, and what is left over one by one: the rounding would depend on where a row is in memory, and the result of
 * a replica on its place in the batch. Rows of `4 n` numbers need no copy.
 */
function paddedRows(graph: Graph, axes: readonly number[], [x]: readonly Value[]): Value | undefined {
  if (x === undefined) return undefined;
  const rows = x.shape.slice(0, x.shape.length - axes.length);
  const length = sizeOf(x.shape) / sizeOf(rows);
  if (axes.some((axis) => axis < rows.length) || length % VECTOR === 0) return undefined;
  const none = rows.map(() => 0);
  const flat = graph.reshape(x, [...rows, length]);
  return graph.reduce('sum', graph.pad(flat, [...none, 0], [...none, VECTOR - (length % VECTOR)]), [
    rows.length,
  ]);
}

/** ONNX adds rows, that is along the first axis. */
function scatterAlongFirst(
  graph: Graph,
  operation: Extract<Operation, { kind: 'scatterAdd' }>,
  [x]: readonly Value[],
): Value | undefined {
  const { axis } = operation;
  if (axis === 0 || x === undefined) return undefined;
  const axes = x.shape.map((_, i) => i);
  const front = [axis, ...axes.toSpliced(axis, 1)];
  const back = axes.toSpliced(0, 1).toSpliced(axis, 0, 0);
  return graph.transpose(graph.apply({ ...operation, axis: 0 }, [graph.transpose(x, front)]), back);
}
