import { type NdArray, zeros } from '@parton/ndarray';
import { evaluatePdf } from './evaluate-pdf.ts';
import { initPdf, splitParameters } from './parameters.ts';
import type { PdfModel } from './pdf-model.ts';

/**
 * PDFs of the family that a model can become: freshly initialised replicas, normalised. They stand for "plausible PDFs"
 * where a theory is compressed. Always the same for the same model.
 *
 * @param grid `[N]`
 * @returns `[count, K N]`: x f(x) of the K independent flavours, points side by side
 */
export function samplePdfs(model: PdfModel, grid: Float64Array, count: number): NdArray {
  const { rows } = model.reduced;
  const points = grid.length;
  const out = zeros([count, rows.length * points]);
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  splitParameters(initPdf(model, seeds)).forEach((replica, p) => {
    const xf = evaluatePdf(model, replica, seeds[p] ?? 0)(grid);
    rows.forEach((flavour, k) => {
      out.data.set(
        xf.data.subarray(flavour * points, (flavour + 1) * points),
        (p * rows.length + k) * points,
      );
    });
  });
  return out;
}
