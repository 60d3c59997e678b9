import { type NdArray, ndarray, row, size } from '@parton/ndarray';
import { variable } from './layers.ts';
import { NetworkError } from './network-settings.ts';

/**
 * The parameters of one replica, as a batch of one: every `[R, ..]` becomes `[1, ..]`. Copied, so that the batch can be
 * released. Throws if there is no replica r.
 */
export function replicaOf(params: Readonly<Record<string, NdArray>>, r: number): Record<string, NdArray> {
  const entries = Object.entries(params).map(([name, array]) => {
    const one = row(array, r);
    return [name, ndarray(one.data.slice(), [1, ...one.shape])] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Joins batches along the replica axis: the inverse of {@link replicaOf} over all replicas.
 * Throws `NetworkError` if the batches differ in names or in shapes.
 */
export function stackReplicas(
  batches: readonly Readonly<Record<string, NdArray>>[],
): Record<string, NdArray> {
  const [first = {}] = batches;
  const names = Object.keys(first);
  for (const batch of batches) {
    if (Object.keys(batch).length !== names.length) {
      throw new NetworkError({
        found: `parameters named [${Object.keys(batch).join(', ')}]`,
        expected: `[${names.join(', ')}], as in the first batch`,
      });
    }
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      concatenate(
        name,
        batches.map((batch) => variable(batch, name)),
      ),
    ]),
  );
}

function concatenate(name: string, arrays: readonly NdArray[]): NdArray {
  const rest = arrays[0]?.shape.slice(1) ?? [];
  for (const { shape } of arrays) {
    if (shape.slice(1).join() !== rest.join()) {
      throw new NetworkError({
        where: { key: name },
        found: `shape [${shape.join(', ')}]`,
        expected: `[R, ${rest.join(', ')}], as in the first batch`,
      });
    }
  }
  const replicas = arrays.reduce((total, { shape }) => total + (shape[0] ?? 0), 0);
  const data = new Float64Array(replicas * size(rest));
  let at = 0;
  for (const array of arrays) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return ndarray(data, [replicas, ...rest]);
}
