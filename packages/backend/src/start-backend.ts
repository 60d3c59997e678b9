import { InputError } from '@parton/errors';
import * as tf from '@tensorflow/tfjs-core';
// Imported for its side effect: it registers the gradients, which tfjs-core alone does not do on Node.
import '@tensorflow/tfjs-layers';
import { supplyRemovedUtilities } from './removed-utilities.ts';

/** The backends that need nothing but npm packages. */
export const BACKENDS = ['wasm', 'cpu'] as const;
/** TensorFlow itself, on the CPU or a GPU: used when asked for and installed. */
export const NATIVE_BACKENDS = ['node', 'node-gpu'] as const;
export type BackendName = (typeof BACKENDS)[number] | (typeof NATIVE_BACKENDS)[number];

/** What runs. */
export interface RunningBackend {
  readonly name: BackendName;
  /** For people: name and version. */
  readonly description: string;
}

/** A backend that was asked for and cannot be started. */
export class BackendError extends InputError {}

const PACKAGES: Readonly<Record<BackendName, string>> = {
  wasm: '@tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-backend-cpu',
  node: '@tensorflow/tfjs-node',
  'node-gpu': '@tensorflow/tfjs-node-gpu',
};

async function load(name: BackendName): Promise<void> {
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  else if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  else {
    supplyRemovedUtilities();
    // TensorFlow rounds to 10 bits on recent GPUs unless told not to.
    process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
    await import(/* @vite-ignore */ PACKAGES[name]);
  }
}

/** Makes a tfjs backend the current one and waits until it is ready. Throws {@link BackendError}. */
export async function startBackend(name: BackendName): Promise<RunningBackend> {
  try {
    await load(name);
  } catch (cause) {
    throw notRunning(name, cause);
  }
  const registered = name === 'wasm' || name === 'cpu' ? name : 'tensorflow';
  if (!(await tf.setBackend(registered))) throw notRunning(name);
  await tf.ready();
  return { name, description: `tfjs ${name} ${tf.version_core}` };
}

function notRunning(name: BackendName, cause?: unknown): BackendError {
  return new BackendError(
    {
      where: { key: '--backend' },
      found: `${name}, which does not start here`,
      expected: `one of ${BACKENDS.join(', ')}, or a native one that is installed`,
      cure:
        name === 'wasm' ? 'Use --backend cpu' : `Install ${PACKAGES[name]}: npm install ${PACKAGES[name]}`,
    },
    { cause },
  );
}
