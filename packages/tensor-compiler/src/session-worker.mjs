// The other end of worker-session.ts: loads the model that it is started with, says so, then answers calls in order.
import { parentPort, workerData } from 'node:worker_threads';
import { createRuntimeSession } from './runtime-session.mjs';

/** @param {import('./session.ts').Results | void} arrays which are handed over, not copied */
function answer(arrays) {
  const results = arrays ?? {};
  const buffers = Object.values(results).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
  parentPort?.postMessage({ results }, buffers);
}

const { model, options, carried } = workerData;
const session = await createRuntimeSession(model, options, carried);
answer();
/** @param {import('./worker-session.ts').Call} call */
const perform = ({ name, arrays }) => (name === 'held' ? session.held() : session[name](arrays));
parentPort?.on('message', (call) => {
  perform(call).then(answer, (error) => parentPort?.postMessage({ error }, []));
});
