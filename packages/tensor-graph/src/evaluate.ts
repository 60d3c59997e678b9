import { compute } from './compute.ts';
import { GraphError } from './graph-error.ts';
import { topologicalOrder } from './rewrite.ts';
import { sameNumbers, shapeText, sizeOf } from './shape.ts';
import type { DenseArray, Value } from './value.ts';

/**
 * Interprets a graph in float64, one operation after the other: the slow, readable reference for everything that
 * compiles it. `feeds` gives the inputs by name. Throws {@link GraphError} for an input that is missing or misshapen.
 */
export function evaluate(
  values: readonly Value[],
  feeds: Readonly<Record<string, DenseArray>> = {},
): DenseArray[] {
  const numbers = new Map<Value, DenseArray>();
  const of = (value: Value): DenseArray =>
    numbers.get(value) ?? { shape: value.shape, data: leaf(value, feeds) };
  for (const value of topologicalOrder(values)) {
    const { operation, operands, shape } = value;
    if (operation.kind === 'input' || operation.kind === 'constant' || operation.kind === 'fill') {
      numbers.set(value, of(value));
    } else {
      numbers.set(value, { shape, data: compute(operation, operands.map(of), shape) });
    }
  }
  return values.map(of);
}

function leaf({ operation, shape }: Value, feeds: Readonly<Record<string, DenseArray>>): Float64Array {
  if (operation.kind === 'constant') return operation.data;
  if (operation.kind === 'fill') return new Float64Array(sizeOf(shape)).fill(operation.value);
  const name = operation.kind === 'input' ? operation.name : operation.kind;
  const feed = feeds[name];
  if (feed === undefined)
    throw new GraphError('evaluate', `no numbers for the input ${name}`, shapeText(shape));
  if (!sameNumbers(feed.shape, shape)) {
    throw new GraphError(
      'evaluate',
      `shape ${shapeText(feed.shape)} for the input ${name}`,
      shapeText(shape),
    );
  }
  return feed.data;
}
