/**
 * How fast, and in how much memory, all tables of a folder are read:
 *
 *     npx tsx --conditions=@parton/source packages/pineappl/bench/read-tables.ts [FOLDER]
 *
 * The folder is by default that of theory 400 beside the repository, else that of the demo. With `PARTON_PYTHON`, a
 * Python that has pineappl, its `FkTable.read(..).table()` is timed beside it, and the ratio is Python's time by ours. Every
 * program reads all tables {@link ROUNDS} times; the best time of each table counts, and the first round is shown as well.
 */
import { execFileSync, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoPath } from '@parton/demo';
import { decompressLz4Frame, isLz4Frame } from '@parton/lz4';
import { sharedPath } from '@parton/testing';
import { readFkTable } from '../src/index.ts';

const ROUNDS = 3;
/** Memory is measured for so many of the largest tables, each in a process of its own. */
const LARGEST = 5;

const PYTHON = `
import json, sys, time
from pineappl.fk_table import FkTable
def read(path):
    start = time.perf_counter()
    FkTable.read(path).table()
    return 1e3 * (time.perf_counter() - start)
folder, rounds, *names = sys.argv[1:]
print(json.dumps([[read(f"{folder}/{name}") for name in names] for _ in range(int(rounds))]))
`;

/** Milliseconds per round and table. */
type Times = readonly (readonly number[])[];

interface Memory {
  /** Bytes of the file, of the decompressed stream, and of the values. */
  readonly file: number;
  readonly stream: number;
  readonly values: number;
  /** From just before the file is read to the peak. */
  readonly increase: number;
}

const [folder = defaultFolder(), task, ...rest] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => /\.pineappl(\.lz4)?$/.test(name))
  .sort();
if (task === 'times') process.send?.(measureTimes());
else if (task === 'memory') process.send?.(measureMemory(rest[0] ?? ''));
else await report();

function defaultFolder(): string {
  return (
    sharedPath('nnpdf', 'theories', 'theory_400', 'fastkernel') ??
    demoPath('theories', 'theory_900', 'fastkernel')
  );
}

async function report(): Promise<void> {
  const ours = await child<Times>('times');
  const python = pythonTimes();
  const sizes = names.map((name) => stream(readFileSync(join(folder, name))).length);
  const [best, bestPython] = [bestOf(ours), python && bestOf(python)];
  console.log('       ms    MB/s  Python ms   ratio');
  names.forEach((name, k) => console.log(line(name, sizes[k], best[k], bestPython?.[k])));
  console.log(line(`best of ${ROUNDS} rounds`, sum(sizes), sum(best), bestPython && sum(bestPython)));
  console.log(line('first round', sum(sizes), sum(ours[0]), python && sum(python[0])));
  console.log(`\n${names.length} tables in ${folder}; MB of their decompressed streams\n`);

  const bySize = names.toSorted((a, b) => (sizes[names.indexOf(b)] ?? 0) - (sizes[names.indexOf(a)] ?? 0));
  console.log('  file  stream  values  increase of the peak   in units of the larger of stream and values');
  for (const name of bySize.slice(0, LARGEST)) {
    const { file, stream: streamed, values, increase } = await child<Memory>('memory', name);
    const columns = [file, streamed, values].map((bytes) => (bytes / 1e6).toFixed(1).padStart(6));
    const ratio = (increase / Math.max(streamed, values)).toFixed(2);
    console.log(`${columns.join('  ')}  ${(increase / 1e6).toFixed(1).padStart(6)} MB   ${ratio}  ${name}`);
  }
}

function line(name: string, bytes = 0, ms = 0, python?: number): string {
  const own = `${ms.toFixed(2).padStart(9)}${(bytes / 1e3 / ms).toFixed(0).padStart(8)}`;
  const other =
    python === undefined ? '' : `${python.toFixed(2).padStart(11)}${(python / ms).toFixed(2).padStart(8)}`;
  return `${own}${other.padStart(19)}  ${name}`;
}

function measureTimes(): Times {
  return Array.from({ length: ROUNDS }, () =>
    names.map((name) => {
      const start = performance.now();
      readFkTable(readFileSync(join(folder, name)), name);
      return performance.now() - start;
    }),
  );
}

/** The first table is read before, so that the code is loaded. */
function measureMemory(name: string): Memory {
  readFkTable(readFileSync(join(folder, names[0] ?? '')));
  const before = process.memoryUsage.rss();
  const bytes = readFileSync(join(folder, name));
  const table = readFkTable(bytes, name);
  const increase = 1024 * process.resourceUsage().maxRSS - before;
  return { file: bytes.length, stream: stream(bytes).length, values: table.values.data.byteLength, increase };
}

function pythonTimes(): Times | undefined {
  const python = process.env['PARTON_PYTHON'];
  if (python === undefined) return undefined;
  const out = execFileSync(python, ['-c', PYTHON, folder, `${ROUNDS}`, ...names], { encoding: 'utf8' });
  // The script above prints it so.
  return JSON.parse(out) as Times;
}

/** What this script sends when it is run for one task. */
function child<T>(...args: ['times'] | ['memory', string]): Promise<T> {
  return new Promise((resolve, reject) => {
    const process = fork(fileURLToPath(import.meta.url), [folder, ...args]);
    // The caller names the type that belongs to the task.
    process.once('message', (message) => resolve(message as T));
    process.once('exit', (code) => reject(new Error(`the process for ${args.join(' ')} ended with ${code}`)));
  });
}

function stream(bytes: Uint8Array): Uint8Array {
  return isLz4Frame(bytes) ? decompressLz4Frame(bytes) : bytes;
}

function bestOf(rounds: Times): number[] {
  return names.map((_, k) => Math.min(...rounds.map((round) => round[k] ?? Infinity)));
}

function sum(numbers: readonly number[] = []): number {
  return numbers.reduce((total, number) => total + number, 0);
}
