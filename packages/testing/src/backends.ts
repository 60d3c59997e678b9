import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
// Imported for its side effect: it registers the gradients, which tfjs-core alone does not do on Node.
import '@tensorflow/tfjs-layers';
import { beforeAll, describe } from 'vitest';

/** Starts a tfjs backend for a test file. */
export async function startTestBackend(name: 'cpu' | 'wasm'): Promise<void> {
  await tf.setBackend(name);
  await tf.ready();
}

/** One suite, every backend that runs everywhere. */
export function eachBackend(name: string, body: (backend: 'cpu' | 'wasm') => void): void {
  describe.each(['cpu', 'wasm'] as const)(`${name} on %s`, (backend) => {
    beforeAll(() => startTestBackend(backend));
    body(backend);
  });
}
