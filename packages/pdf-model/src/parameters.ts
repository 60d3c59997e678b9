import { initNetwork, replicaOf } from '@parton/multi-dense';
import type { NdArray } from '@parton/ndarray';
import { initExponents } from '@parton/preprocessing';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PdfModel } from './pdf-model.ts';

/** Named plain arrays; all parameters have the replica axis first. */
export type Arrays = Readonly<Record<string, NdArray>>;
/** Named tensors. */
export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Initial parameters of all replicas: `kernel_i [R, out, in]`, `bias_i [R, out, 1]`, `alpha` and `beta [R, F, 1]`.
 * What a replica gets depends on its own seed only.
 *
 * @param seeds one per replica
 */
export function initPdf(model: PdfModel, seeds: readonly number[]): Arrays {
  const { flavours, scaler } = model.settings;
  return {
    ...initNetwork(model.network, seeds),
    ...initExponents(flavours, seeds, { largeX: scaler === undefined }),
  };
}

/** Names of the parameters that training changes: the network's, and the exponents if any flavour's are trainable. */
export function trainableNames(model: PdfModel): string[] {
  const layers = model.network.nodes.flatMap((_, i) => [`kernel_${i}`, `bias_${i}`]);
  if (!model.settings.flavours.some(({ trainable }) => trainable)) return layers;
  return [...layers, 'alpha', ...(model.settings.scaler === undefined ? ['beta'] : [])];
}

/** The parameters of every replica on its own, in order: each a model with R = 1 and the same names. */
export function splitParameters(parameters: Arrays): Arrays[] {
  const replicas = Math.max(0, ...Object.values(parameters).map(({ shape }) => shape[0] ?? 0));
  return Array.from({ length: replicas }, (_, r) => replicaOf(parameters, r));
}
