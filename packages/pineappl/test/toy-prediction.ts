import type { FkTable } from '../src/index.ts';

/**
 * Predictions for made-up PDFs: `x f_i = (i + 1) sqrt(x) (1 - x)^3`; with a second hadron, there
 * `x f_j = (j + 1/2) sqrt(x) (1 - x)^3 (1 + x)`. The recorded numbers come from the arrays of PineAPPL 1.5.0.
 */
export function toyPrediction({ hadrons, x, channels, values }: FkTable): Float64Array {
  const [bins = 0] = values.shape;
  const shape = x.map((node) => Math.sqrt(node) * (1 - node) ** 3);
  const factor = (position: number): number => {
    const last = position % x.length;
    const rest = Math.floor(position / x.length);
    if (hadrons === 1) return ((channels[rest] ?? 0) + 1) * (shape[last] ?? 0);
    const first = rest % x.length;
    const channel = channels[Math.floor(rest / x.length)] ?? 0;
    const flavours = (Math.floor(channel / 14) + 1) * ((channel % 14) + 0.5);
    return flavours * (shape[first] ?? 0) * (shape[last] ?? 0) * (1 + (x[last] ?? 0));
  };
  const length = values.data.length / bins;
  const factors = Float64Array.from({ length }, (_, position) => factor(position));
  return Float64Array.from({ length: bins }, (_, bin) => {
    const row = values.data.subarray(bin * length, (bin + 1) * length);
    return row.reduce((sum, value, position) => sum + value * (factors[position] ?? 0), 0);
  });
}
