import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CardName } from './cards.ts';
import type { Engine } from './engines.ts';
import type { Products } from './products.ts';
import type { Cost } from './statistics.ts';

/** How often and how long everything is measured, and with how many threads. */
export interface Settings {
  readonly rounds: number;
  readonly blockSeconds: number;
  readonly cores: number;
}

/** What a process prepares. */
export interface Task {
  readonly card: CardName;
  readonly replicas: number;
  readonly engines: readonly Engine[];
  readonly blockSeconds: number;
}

/** What it says when it is ready. */
export interface Setup {
  readonly points: number;
  /** By stage; those of the engines by their name. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Engines that do not run, and why. */
  readonly failures: Readonly<Record<string, string>>;
  /** Of one run of a gemm engine. */
  readonly gemmFlops: number;
  readonly products: readonly Products[];
}

/** By engine. */
export type RoundCosts = Readonly<Record<string, Cost>>;

export type Question = { readonly ask: 'round'; readonly round: number } | { readonly ask: 'end' };

/** A process of its own, so that its memory is its own; it rests between rounds. */
export interface BenchProcess {
  readonly setup: Setup;
  round(round: number): Promise<RoundCosts>;
  /** Ends it. Returns its peak memory. */
  end(): Promise<number>;
}

/** Starts a process and waits until it is prepared. Throws if it dies. */
export async function startProcess(task: Task): Promise<BenchProcess> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const died = (code: number | null): void =>
        reject(new Error(`the process of ${task.card} ended (${code ?? 'killed'})`));
      child.once('exit', died);
      child.once('message', (message) => {
        child.off('exit', died);
        resolve(message as T); // worker.ts answers every question with its type
      });
    });
  const ask = <T>(question: Question): Promise<T> => {
    child.send(question);
    return answer<T>();
  };
  return {
    setup: await answer<Setup>(),
    round: (round) => ask<RoundCosts>({ ask: 'round', round }),
    end: async () => (await ask<{ peakMB: number }>({ ask: 'end' })).peakMB,
  };
}
