import type { Operand } from '../src/index.ts';

/** `[n]`: the operand convolved with `xf(flavour, x)`, in plain loops. */
export function predict(operand: Operand, xf: (flavour: number, x: number) => number): number[] {
  const { hadrons, x, channels, values } = operand;
  const [n = 0] = values.shape;
  const length = values.data.length / n;
  return Array.from({ length: n }, (_, point) => {
    let sum = 0;
    let k = point * length;
    for (const channel of channels) {
      for (const a of x) {
        if (hadrons === 1) sum += (values.data[k++] ?? 0) * xf(channel, a);
        else
          for (const b of x)
            sum += (values.data[k++] ?? 0) * xf(Math.floor(channel / 14), a) * xf(channel % 14, b);
      }
    }
    return sum;
  });
}
