import { InputError } from '@parton/errors';

/** A network, or the parameters of one, that cannot be used. */
export class NetworkError extends InputError {}

/**
 * `square` is x^2; `square_singlet` squares the first two outputs (Sigma and g, which then are positive) and leaves the
 * others; `modified_tanh` is |x| tanh x; `leaky_relu` has slope 0.2 below zero. The others are those of Keras.
 */
export const ACTIVATIONS = [
  'linear',
  'tanh',
  'sigmoid',
  'relu',
  'elu',
  'leaky_relu',
  'modified_tanh',
  'square',
  'square_singlet',
] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** `glorot_*` after X. Glorot and Y. Bengio, AISTATS 2010, equation 16; `random_uniform` is uniform on [-0.5, 0.5]. */
export const INITIALIZERS = ['glorot_normal', 'glorot_uniform', 'random_uniform'] as const;
export type Initializer = (typeof INITIALIZERS)[number];

/** A dense network. All replicas share it; they differ in their parameters only. */
export interface NetworkSettings {
  readonly inputs: number;
  /** Outputs of each layer; the last entry is the number of flavours. */
  readonly nodes: readonly number[];
  /** One for each layer. */
  readonly activations: readonly Activation[];
  /** Of the kernels; biases start at zero. */
  readonly initializer: Initializer;
}

/** Throws {@link NetworkError} for settings that describe no network. */
export function checkNetwork({ inputs, nodes, activations }: NetworkSettings): void {
  const sizes = [inputs, ...nodes];
  if (nodes.length === 0 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new NetworkError({
      where: { key: 'nodes_per_layer' },
      found: `${inputs} inputs and the layers [${nodes.join(', ')}]`,
      expected: 'at least one layer, and whole numbers >= 1',
    });
  }
  if (nodes.length !== activations.length) {
    throw new NetworkError({
      where: { key: 'activation_per_layer' },
      found: `${activations.length} activations`,
      expected: `${nodes.length}, one for each layer`,
    });
  }
  const singlet = activations.indexOf('square_singlet');
  if (singlet >= 0 && (singlet !== nodes.length - 1 || (nodes.at(-1) ?? 0) < 2)) {
    throw new NetworkError({
      where: { key: 'activation_per_layer' },
      found: `square_singlet in layer ${singlet + 1} of [${nodes.join(', ')}]`,
      expected: 'square_singlet in the last layer only, with Sigma and g as its first two outputs',
    });
  }
}
