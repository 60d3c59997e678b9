import type { DenseArray, Graph, Value } from '@parton/tensor-graph';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type OnnxOptions, writeOnnx } from '../src/index.ts';

/** Writes values as a model and runs it once in ONNX Runtime. Bools come back as 0 and 1. */
export async function runOnnx(
  graph: Graph,
  outputs: Record<string, Value>,
  feeds: Record<string, DenseArray>,
  options: OnnxOptions,
): Promise<Record<string, DenseArray>> {
  const model = writeOnnx(graph, outputs, options);
  const session = await InferenceSession.create(model.bytes, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const given = { ...feeds, ...model.tables };
  const tensors = session.inputNames.map((name): [string, Tensor] => {
    const { shape, data } = given[name] ?? { shape: [0], data: new Float64Array(0) };
    const tensor =
      options.precision === 'float64'
        ? new Tensor('float64', data, shape)
        : new Tensor('float32', Float32Array.from(data), shape);
    return [name, tensor];
  });
  const found = await session.run(Object.fromEntries(tensors));
  await session.release();
  return Object.fromEntries(
    Object.entries(found).map(([name, { dims, data }]) => [
      name,
      { shape: dims, data: Float64Array.from(data as ArrayLike<number>) },
    ]),
  );
}
