import { type NdArray, zeros } from '@parton/ndarray';

/**
 * The prefactor written as loops and powers in float64: the slow readable version of `prefactor`, against which that is
 * tested.
 *
 * @param exponents `[R, F, 1]` each
 * @param x `[N]`
 * @returns `[R, F, N]`
 */
export function prefactorReference(
  { alpha, beta }: { readonly alpha: NdArray; readonly beta: NdArray },
  x: Float64Array,
): NdArray {
  const [replicas = 0, flavours = 0] = alpha.shape;
  const out = zeros([replicas, flavours, x.length]);
  for (let k = 0; k < replicas * flavours; k++) {
    x.forEach((value, n) => {
      const small = value ** (1 - (alpha.data[k] ?? 0));
      const large = (1 - value) ** (beta.data[k] ?? 0);
      out.data[k * x.length + n] = small * large;
    });
  }
  return out;
}
