/**
 * Writes a tensor graph as an ONNX model, in float32 or float64.
 *
 * @module
 */
export {};
