import { InputError } from '@parton/errors';
import type { OnnxModel } from '@parton/onnx-writer';
import type { InferenceSession } from 'onnxruntime-node';

/** Numbers in the precision of a model. */
export type Numbers = Float32Array | Float64Array;

/** Arrays that a model gives: its numbers, or bools as bytes. */
export type Results = Record<string, Numbers | Uint8Array>;

/** A loaded model: arrays in, arrays out. What it carries from run to run stays with it. Feeds it does not know are ignored. */
export interface Session {
  /** Sets the inputs that are carried, before the first run. */
  hold(arrays: Readonly<Record<string, Numbers>>): Promise<void>;
  /** The outputs that are not carried. */
  run(feeds: Readonly<Record<string, Numbers>>): Promise<Results>;
  /** A copy of the inputs that the next run will have. */
  held(): Promise<Record<string, Numbers>>;
  close(): Promise<void>;
}

/** Loads a model into ONNX Runtime. `carried` says which output goes in as which input of the next run. */
export type CreateSession = (
  model: OnnxModel,
  options: InferenceSession.SessionOptions,
  carried: Readonly<Record<string, string>>,
) => Promise<Session>;

/** Where ONNX Runtime computes. What is there besides the CPU depends on its build and on the machine. */
export const DEVICES = ['cpu', 'cuda', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];

export interface RuntimeSettings {
  /** Threads within one operation. */
  readonly threads: number;
  readonly device: Device;
}

/**
 * Options of ONNX Runtime. Threads that wait by spinning steal the time of the one that works as soon as the machine is
 * shared: with spinning, two threads were slower than one.
 */
export function runtimeOptions({ threads, device }: RuntimeSettings): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider(device)],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { 'intra_op.allow_spinning': '0' } },
  };
}

/** TensorFloat-32, which keeps 10 bits, is off. */
function provider(device: Device): InferenceSession.ExecutionProviderConfig {
  // The options of CUDA are those of ONNX Runtime itself, which its types do not list.
  if (device === 'cuda') return { name: 'cuda', use_tf32: 0 } as InferenceSession.CudaExecutionProviderOption;
  return device;
}

/** Says of a session that cannot be made on a device what to do about it. */
export function onDevice(create: CreateSession, device: Device): CreateSession {
  if (device === 'cpu') return create;
  return async (model, options, carried) => {
    try {
      return await create(model, options, carried);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DeviceError(
        {
          where: { key: '--device' },
          found: `${device}, which does not start here (${reason})`,
          expected: 'a device that ONNX Runtime finds',
          cure: 'Use --device cpu, or install the libraries of the device (for cuda: CUDA 12 and cuDNN 9)',
        },
        { cause },
      );
    }
  };
}

/** A device that was asked for and cannot be used. */
export class DeviceError extends InputError {}

/**
 * A session in this thread: a run blocks it. The module is found by its address, as a worker finds it, and ONNX Runtime
 * is loaded with the first model only.
 */
export const createRuntimeSession: CreateSession = async (model, options, carried) => {
  const { href } = new URL('./runtime-session.mjs', import.meta.url);
  // The module says itself that it has this type.
  const runtime = (await import(/* @vite-ignore */ href)) as { createRuntimeSession: CreateSession };
  return runtime.createRuntimeSession(model, options, carried);
};
