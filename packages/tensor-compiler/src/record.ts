import type { Value } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { type Kernel, KernelCall } from './kernel-call.ts';
import { creation } from './kernels/creation.ts';
import { elementwise } from './kernels/elementwise.ts';
import { matMul } from './kernels/mat-mul.ts';
import { reductions } from './kernels/reductions.ts';
import { structure } from './kernels/structure.ts';
import { RECORDING, RecordingBackend } from './recording-backend.ts';
import { RecordingError } from './recording-error.ts';

/** All operations that can be recorded, by the names of their kernels in tfjs. */
export const KERNELS: Readonly<Record<string, Kernel>> = {
  ...creation,
  ...elementwise,
  ...matMul,
  ...reductions,
  ...structure,
};

/**
 * Runs a function with a fresh recording backend as the current one, and puts the previous one back. Throws
 * {@link RecordingError} for what cannot be recorded.
 */
export function record<T>(f: (backend: RecordingBackend) => T): T {
  const previous = tf.engine().backendName;
  if (previous === RECORDING) {
    throw new RecordingError({ found: 'trace inside of a traced function', expected: 'one at a time' });
  }
  const backend = new RecordingBackend();
  registerKernels();
  tf.registerBackend(RECORDING, () => backend, 0);
  try {
    // Nothing to wait for: a backend that is made synchronously is current when the call returns.
    void tf.setBackend(RECORDING);
    return tidily(() => f(backend), backend);
  } catch (error) {
    throw unknownKernel(error) ?? error;
  } finally {
    if (previous) void tf.setBackend(previous);
    tf.removeBackend(RECORDING);
  }
}

/** Like `tf.tidy`, for results that are not tensors. */
function tidily<T>(f: () => T, backend: RecordingBackend): T {
  tf.engine().startScope();
  try {
    const result = f();
    backend.checkReads();
    return result;
  } finally {
    tf.engine().endScope();
  }
}

/** tfjs keeps kernels for good, in a registry of the process. */
function registerKernels(): void {
  if (tf.getKernelsForBackend(RECORDING).length > 0) return;
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName: RECORDING,
      kernelFunc: (params) => {
        const { backend } = params;
        if (!(backend instanceof RecordingBackend)) throw new RecordingError(foreignBackend(kernelName));
        const result = kernel(new KernelCall(kernelName, backend, params));
        return isList(result) ? result.map((value) => backend.infoOf(value)) : backend.infoOf(result);
      },
    });
  }
}

const isList = (result: Value | readonly Value[]): result is readonly Value[] => Array.isArray(result);

const foreignBackend = (key: string) => ({
  where: { key },
  found: 'the backend of another copy of @parton/tensor-compiler',
  expected: 'one copy',
  cure: 'Install one version of the package',
});

/** tfjs' own message says neither which operations there are nor what to do. */
function unknownKernel(error: unknown): RecordingError | undefined {
  const name = error instanceof Error ? /^Kernel '(.*)' not registered/.exec(error.message)?.[1] : undefined;
  if (name === undefined) return undefined;
  return new RecordingError(
    {
      where: { key: name },
      found: 'an operation that cannot be recorded',
      expected: `one of ${Object.keys(KERNELS).sort().join(', ')}`,
      cure: 'Express it through these, or compute it beforehand and pass it as a constant or an input',
    },
    { cause: error },
  );
}
