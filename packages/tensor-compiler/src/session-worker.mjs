// The other end of worker-session.ts: loads the model that it is started with, says so, then answers feeds with results.
import { parentPort, workerData } from 'node:worker_threads';
import { createRuntimeSession } from './runtime-session.mjs';

/** @param {import('./session.ts').Results} results which are handed over, not copied */
function answer(results) {
  const buffers = Object.values(results).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
  parentPort?.postMessage({ results }, buffers);
}

const session = await createRuntimeSession(workerData.model, workerData.options);
answer({});
parentPort?.on('message', (feeds) => {
  session.run(feeds).then(answer, (error) => parentPort?.postMessage({ error }, []));
});
