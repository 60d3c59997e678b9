import { InputError } from '@parton/errors';
import * as tf from '@tensorflow/tfjs-core';
// Imported for its side effect: it registers the gradients, which tfjs-core alone does not do on Node.
import '@tensorflow/tfjs-layers';

/** The backends that need nothing but npm packages. */
export const BACKENDS = ['wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** What runs. */
export interface RunningBackend {
  readonly name: BackendName;
  /** For people: name and version. */
  readonly description: string;
}

/** A backend that was asked for and cannot be started. */
export class BackendError extends InputError {}

/** Makes a tfjs backend the current one and waits until it is ready. Throws {@link BackendError}. */
export async function startBackend(name: BackendName): Promise<RunningBackend> {
  try {
    if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
    else await import('@tensorflow/tfjs-backend-cpu');
  } catch (cause) {
    throw notRunning(name, cause);
  }
  if (!(await tf.setBackend(name))) throw notRunning(name);
  await tf.ready();
  return { name, description: `tfjs ${name} ${tf.version_core}` };
}

function notRunning(name: BackendName, cause?: unknown): BackendError {
  return new BackendError(
    {
      where: { key: '--backend' },
      found: `${name}, which does not start here`,
      expected: `one of ${BACKENDS.join(', ')}`,
      cure: name === 'wasm' ? 'Use --backend cpu' : 'Install the dependencies again',
    },
    { cause },
  );
}
