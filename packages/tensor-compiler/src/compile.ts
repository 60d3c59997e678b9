import { type Precision, writeOnnx } from '@parton/onnx-writer';
import type { Program } from './program.ts';
import { createSession } from './session.ts';
import { nextName, outputName, renamed, sessionProgram } from './session-program.ts';
import type { Traced } from './trace.ts';

export interface CompileOptions {
  readonly precision: Precision;
  /** Threads within one operation, by default 1. */
  readonly threads?: number;
  readonly device?: 'cpu';
}

/** Larger constants are kept once, outside of the model: protobuf ends at 2 GB, and a model is copied while it loads. */
const INLINE_BYTES = 2 ** 20;

/** Makes a native program of a recorded step. It computes in this thread, one call per step. */
export async function compile<S extends string, I extends string, O extends string>(
  traced: Traced<S, I, O>,
  { precision, threads = 1, device = 'cpu' }: CompileOptions,
): Promise<Program<S, I, O>> {
  const model = writeOnnx(
    traced.graph,
    { ...renamed(traced.state, nextName), ...renamed(traced.outputs, outputName) },
    { precision, inlineBytes: INLINE_BYTES },
  );
  return sessionProgram(traced, precision, await createSession(model, { threads, device }));
}
