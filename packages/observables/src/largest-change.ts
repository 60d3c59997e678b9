import { matmul, type NdArray, row } from '@parton/ndarray';
import type { FoldedRow, FoldedRows } from './compress-rows.ts';
import { combined, dot, type RowSizes } from './row-sizes.ts';
import type { PointForm } from './rows.ts';

/** The largest difference between compressed and exact predictions, in sigma, over the PDFs that were checked. */
export function largestChange(
  points: readonly PointForm[],
  { rows, projections }: FoldedRows,
  { sizes, rotation }: { readonly sizes: RowSizes; readonly rotation: NdArray | undefined },
): number {
  const { checked, values, predictionSigma } = sizes;
  const inputs = {
    linear: projections.linear === undefined ? checked : matmul(checked, projections.linear),
    quadratic: projections.quadratic === undefined ? checked : matmul(checked, projections.quadratic),
  };
  const width = rotation?.shape[1] ?? 0;
  let largest = 0;
  for (let c = 0; c < (checked.shape[0] ?? 0); c++) {
    const changes = points.map((point) => {
      const exact = point.rows.map((entry) => values.get(entry)?.[c] ?? 0);
      const folded = point.rows.map((entry) => {
        const found = rows.get(entry);
        return found === undefined ? 0 : valueOf(found, row(inputs[found.kind], c).data);
      });
      return combined(point, folded[0] ?? 0, folded[1] ?? 0) - combined(point, exact[0] ?? 0, exact[1] ?? 0);
    });
    points.forEach((point, n) => {
      let change = changes[n] ?? 0;
      if (rotation !== undefined && point.form === 'value' && point.rows[0]?.kind === 'linear') {
        points.forEach((other, m) => {
          if (other.form === 'value' && other.rows[0]?.kind === 'linear') return;
          change += (rotation.data[point.point * width + other.point] ?? 0) * (changes[m] ?? 0);
        });
      }
      largest = Math.max(largest, Math.abs(change) / (predictionSigma[n] ?? 1));
    });
  }
  return largest;
}

function valueOf(folded: FoldedRow, z: Float64Array): number {
  if (folded.kind === 'linear') return dot(folded.vector, z);
  return folded.values.reduce((sum, value, k) => sum + value * dot(row(folded.vectors, k).data, z) ** 2, 0);
}
