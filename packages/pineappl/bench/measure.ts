/** One task of read-tables.ts, in a process that has loaded nothing but the reader. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFkTable } from '../src/index.ts';

export type Task =
  | {
      readonly task: 'times';
      readonly folder: string;
      readonly names: readonly string[];
      readonly rounds: number;
    }
  | {
      readonly task: 'memory';
      readonly folder: string;
      /** A table that is read before, so that the code is loaded. */
      readonly first: string;
      readonly name: string;
    };

/** Milliseconds per round and table. */
export type Times = readonly (readonly number[])[];

export interface Memory {
  /** Bytes of the file, and of the values. */
  readonly file: number;
  readonly values: number;
  /** Of the resident memory up to its peak, from just before the bytes of the file are given to the reader. */
  readonly increase: number;
}

// read-tables.ts gives it so.
const task = JSON.parse(process.argv[2] ?? '') as Task;
process.send?.(task.task === 'times' ? measureTimes(task) : measureMemory(task));

function measureTimes({ folder, names, rounds }: Extract<Task, { task: 'times' }>): Times {
  return Array.from({ length: rounds }, () =>
    names.map((name) => {
      const start = performance.now();
      readFkTable(readFileSync(join(folder, name)), name);
      return performance.now() - start;
    }),
  );
}

function measureMemory({ folder, first, name }: Extract<Task, { task: 'memory' }>): Memory {
  readFkTable(readFileSync(join(folder, first)), first);
  const bytes = readFileSync(join(folder, name));
  const before = process.memoryUsage.rss();
  const { values } = readFkTable(bytes, name);
  const increase = 1024 * process.resourceUsage().maxRSS - before;
  return { file: bytes.length, values: values.data.byteLength, increase };
}
