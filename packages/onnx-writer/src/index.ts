/**
 * Writes a tensor graph as an ONNX model, in float32 or float64.
 *
 * ```ts
 * const graph = new Graph();
 * const x = graph.input('x', [3]);
 * const { bytes } = writeOnnx(graph, { y: graph.unary('tanh', x) }, { precision: 'float64' });
 * const session = await InferenceSession.create(bytes); // of onnxruntime-node
 * ```
 *
 * @module
 */
export { writeOnnx } from './write-onnx.ts';
export type { Precision } from './constants.ts';
export type { OnnxModel, OnnxOptions } from './write-onnx.ts';
