import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CreateSession, Results } from './session.ts';

/** What the worker answers: once loaded, and after every run. */
interface Answer {
  readonly results?: Results;
  readonly error?: unknown;
}

/** Loads a model into ONNX Runtime in a worker: while it runs, this thread can do other things. One run at a time. */
export const createWorkerSession: CreateSession = async (model, options) => {
  const worker = new Worker(new URL('./session-worker.mjs', import.meta.url), {
    workerData: { model, options },
  });
  // Rejects where the worker dies instead of answering.
  const answer = async (): Promise<Answer> => {
    const [message] = await once(worker, 'message');
    // The worker is ours: it sends nothing else.
    return message as Answer;
  };
  await answer();
  return {
    async run(feeds) {
      worker.postMessage(feeds, []);
      const { results, error } = await answer();
      if (results === undefined) throw error;
      return results;
    },
    async close() {
      await worker.terminate();
    },
  };
};
