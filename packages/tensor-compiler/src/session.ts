import type { OnnxModel } from '@parton/onnx-writer';
import type { InferenceSession } from 'onnxruntime-node';

/** Numbers in the precision of a model. */
export type Numbers = Float32Array | Float64Array;

/** Arrays that a model gives: its numbers, or bools as bytes. */
export type Results = Record<string, Numbers | Uint8Array>;

/** A loaded model: arrays in, arrays out. Feeds that the model has no input for are ignored. */
export interface Session {
  run(feeds: Readonly<Record<string, Numbers>>): Promise<Results>;
  close(): Promise<void>;
}

/** Loads a model into ONNX Runtime. */
export type CreateSession = (model: OnnxModel, options: InferenceSession.SessionOptions) => Promise<Session>;

export interface RuntimeSettings {
  /** Threads within one operation. */
  readonly threads: number;
  readonly device: 'cpu';
}

/**
 * Options of ONNX Runtime. Threads that wait by spinning steal the time of the one that works as soon as the machine is
 * shared: with spinning, two threads were slower than one.
 */
export function runtimeOptions({ threads, device }: RuntimeSettings): InferenceSession.SessionOptions {
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

/**
 * A session in this thread: a run blocks it. The module is found by its address, as a worker finds it, and ONNX Runtime
 * is loaded with the first model only.
 */
export const createRuntimeSession: CreateSession = async (model, options) => {
  const { href } = new URL('./runtime-session.mjs', import.meta.url);
  // The module says itself that it has this type.
  const runtime = (await import(/* @vite-ignore */ href)) as { createRuntimeSession: CreateSession };
  return runtime.createRuntimeSession(model, options);
};
