/**
 * One test suite on every tfjs backend that runs everywhere. Never published.
 *
 * @module
 */
import { BACKENDS, type BackendName, startBackend } from '@parton/backend';
import { beforeAll, describe } from 'vitest';

/** Runs the suite once per backend, started before its first test. */
export function eachBackend(name: string, body: (backend: BackendName) => void): void {
  describe.each(BACKENDS)(`${name} on %s`, (backend) => {
    beforeAll(async () => {
      await startBackend(backend);
    });
    body(backend);
  });
}
