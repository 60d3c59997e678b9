import type { OnnxModel } from '@parton/onnx-writer';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** Numbers in the precision of a model. */
export type Numbers = Float32Array | Float64Array;

/** A loaded model: arrays in, arrays out. Feeds that the model has no input for are ignored. */
export interface Session {
  run(feeds: Readonly<Record<string, Numbers>>): Promise<Record<string, Numbers | Uint8Array>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Threads within one operation. */
  readonly threads: number;
  readonly device: 'cpu';
}

/** Loads a model into ONNX Runtime, in this thread: a run blocks it. */
export async function createSession(model: OnnxModel, options: SessionOptions): Promise<Session> {
  const ort = await import('onnxruntime-node');
  const session = await ort.InferenceSession.create(model.bytes, runtimeOptions(options));
  const tensor = (numbers: Numbers, shape: readonly number[]): Tensor =>
    numbers instanceof Float64Array ? new ort.Tensor('float64', numbers, shape) : new ort.Tensor('float32', numbers, shape);
  const tables = Object.entries(model.tables).map(([name, { data, shape }]) => [
    name,
    tensor(model.precision === 'float64' ? data : Float32Array.from(data), shape),
  ] as const);
  return {
    async run(feeds) {
      const tensors = Object.entries(model.inputs).map(([name, shape]) => [name, tensor(feeds[name] ?? new Float32Array(0), shape)] as const);
      const results = await session.run(Object.fromEntries([...tables, ...tensors]));
      // The model's outputs are numbers of its precision or bools, of all that ONNX knows.
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Numbers | Uint8Array]));
    },
    close: () => session.release(),
  };
}

/**
 * Threads that wait by spinning steal the time of the one that works as soon as the machine is shared: with spinning,
 * two threads were slower than one.
 */
function runtimeOptions({ threads, device }: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { 'intra_op.allow_spinning': '0' } },
  };
}
