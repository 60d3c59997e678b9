import { type Precision, writeOnnx } from '@parton/onnx-writer';
import type { Program } from './program.ts';
import { createRuntimeSession, type Device, onDevice, runtimeOptions } from './session.ts';
import { nextName, outputName, renamed, sessionProgram } from './session-program.ts';
import { stateName, type Traced } from './trace.ts';
import { createWorkerSession } from './worker-session.ts';

export interface CompileOptions {
  readonly precision: Precision;
  /** Threads within one operation, by default 1. */
  readonly threads?: number;
  /** By default the CPU. Throws `DeviceError` where another one does not start. */
  readonly device?: Device;
  /** Whether steps run in a thread of their own, which leaves this one free meanwhile. By default they do not. */
  readonly worker?: boolean;
}

/** Larger constants are kept once, outside of the model: protobuf ends at 2 GB, and a model is copied while it loads. */
const INLINE_BYTES = 2 ** 20;

/** Makes a native program of a recorded step: one call of ONNX Runtime per step. */
export async function compile<S extends string, I extends string, O extends string>(
  traced: Traced<S, I, O>,
  { precision, threads = 1, device = 'cpu', worker = false }: CompileOptions,
): Promise<Program<S, I, O>> {
  const model = writeOnnx(
    traced.graph,
    { ...renamed(traced.state, nextName), ...renamed(traced.outputs, outputName) },
    { precision, inlineBytes: INLINE_BYTES },
  );
  const create = onDevice(worker ? createWorkerSession : createRuntimeSession, device);
  const carried = Object.fromEntries(
    Object.keys(traced.state).map((name) => [nextName(name), stateName(name)]),
  );
  return sessionProgram(traced, precision, await create(model, runtimeOptions({ threads, device }), carried));
}
