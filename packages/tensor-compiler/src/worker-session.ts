import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CreateSession, Numbers, Results, Session } from './session.ts';

/** What the worker is asked for. */
export interface Call {
  readonly name: 'hold' | 'run' | 'held';
  readonly arrays: Readonly<Record<string, Numbers>>;
}

/** What the worker answers: once loaded, and after every call. */
interface Answer {
  readonly results?: Results;
  readonly error?: unknown;
}

/**
 * Loads a model into ONNX Runtime in a worker: while it runs, this thread can do other things. One call at a time. What is
 * carried from run to run stays in the worker.
 */
export const createWorkerSession: CreateSession = async (model, options, carried) => {
  const worker = new Worker(new URL('./session-worker.mjs', import.meta.url), {
    workerData: { model, options, carried },
  });
  // Rejects where the worker dies instead of answering.
  const answer = async (): Promise<Results> => {
    const [message] = await once(worker, 'message');
    // The worker is ours: it sends nothing else.
    const { results, error } = message as Answer;
    if (results === undefined) throw error;
    return results;
  };
  const call = (name: Call['name'], arrays: Call['arrays'] = {}): Promise<Results> => {
    worker.postMessage({ name, arrays } satisfies Call, []);
    return answer();
  };
  await answer();
  return {
    hold: async (arrays) => {
      await call('hold', arrays);
    },
    run: (feeds) => call('run', feeds),
    // Only reals are held: a session sees to it.
    held: () => call('held') as ReturnType<Session['held']>,
    close: async () => {
      await worker.terminate();
    },
  };
};
