import { type NdArray, zeros } from '@parton/ndarray';
import { biasName, kernelName, variable } from './layers.ts';
import type { Activation, NetworkSettings } from './network-settings.ts';

/** Each activation of the value z of one output (counted from 0). */
const ACTIVATE: Readonly<Record<Activation, (z: number, output: number) => number>> = {
  linear: (z) => z,
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  relu: (z) => Math.max(z, 0),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  leaky_relu: (z) => (z > 0 ? z : 0.2 * z),
  modified_tanh: (z) => Math.abs(z) * Math.tanh(z),
  square: (z) => z * z,
  square_singlet: (z, output) => (output < 2 ? z * z : z),
};

/**
 * One replica of the network, written as loops in float64: the slow readable version of `applyNetwork`, against which
 * that is tested.
 *
 * @param params of one replica: `kernel_0` `[1, out, in]`, `bias_0` `[1, out, 1]`, ...
 * @param input `[inputs, N]`
 * @returns `[out, N]`
 */
export function denseReference(
  settings: NetworkSettings,
  params: Readonly<Record<string, NdArray>>,
  input: NdArray,
): NdArray {
  const points = input.shape[1] ?? 0;
  let hidden = input;
  settings.nodes.forEach((outputs, layer) => {
    const activate = ACTIVATE[settings.activations[layer] ?? 'linear'];
    const kernel = variable(params, kernelName(layer)).data;
    const bias = variable(params, biasName(layer)).data;
    const inputs = hidden.shape[0] ?? 0;
    const next = zeros([outputs, points]);
    for (let o = 0; o < outputs; o++) {
      for (let n = 0; n < points; n++) {
        let z = bias[o] ?? 0;
        for (let i = 0; i < inputs; i++) {
          z += (kernel[o * inputs + i] ?? 0) * (hidden.data[i * points + n] ?? 0);
        }
        next.data[o * points + n] = activate(z, o);
      }
    }
    hidden = next;
  });
  return hidden;
}
