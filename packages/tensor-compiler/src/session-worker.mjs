// The other end of worker-session.ts: loads the model that it is started with, then answers feeds with results.
import { parentPort, workerData } from 'node:worker_threads';
import { createRuntimeSession } from './runtime-session.mjs';

const session = await createRuntimeSession(workerData.model, workerData.options);
parentPort?.postMessage({});
parentPort?.on('message', async (feeds) => {
  try {
    const results = await session.run(feeds);
    parentPort?.postMessage({ results });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
