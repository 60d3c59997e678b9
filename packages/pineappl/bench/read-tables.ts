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
import type { Memory, Task, Times } from './measure.ts';

const ROUNDS = 3;
/** Memory is measured for so many of the largest tables: the median of {@link ROUNDS} new processes each. */
const LARGEST = 10;

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

const [folder = defaultFolder()] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => /\.pineappl(\.lz4)?$/.test(name))
  .sort();
await report();

function defaultFolder(): string {
  return (
    sharedPath('nnpdf', 'theories', 'theory_400', 'fastkernel') ??
    demoPath('theories', 'theory_900', 'fastkernel')
  );
}

async function report(): Promise<void> {
  const ours = await child<Times>({ task: 'times', folder, names, rounds: ROUNDS });
  const python = pythonTimes();
  const sizes = names.map((name) => stream(readFileSync(join(folder, name))).length);
  const [best, bestPython] = [bestOf(ours), python && bestOf(python)];
  console.log('       ms    MB/s  Python ms   ratio');
  names.forEach((name, k) => console.log(line(name, sizes[k], best[k], bestPython?.[k])));
  console.log(line(`best of ${ROUNDS} rounds`, sum(sizes), sum(best), bestPython && sum(bestPython)));
  console.log(line('first round', sum(sizes), sum(ours[0]), python && sum(python[0])));
  console.log(`\n${names.length} tables in ${folder}; MB of their decompressed streams\n`);

  console.log(
    'MB of the file, its stream and the values; MB by which the peak of memory grows while the file is in',
  );
  console.log('memory, and with the file, both also in units of the larger of stream and values\n');
  const largest = names.map((name, k) => ({ name, size: sizes[k] ?? 0 })).sort((a, b) => b.size - a.size);
  for (const { name, size } of largest.slice(0, LARGEST)) {
    const { file, values, increase } = await medianMemory(name);
    const unit = Math.max(size, values);
    const growth = [increase, increase + file].map(
      (bytes) => `${(bytes / 1e6).toFixed(1).padStart(8)} MB ${(bytes / unit).toFixed(2)}`,
    );
    const columns = [file, size, values].map((bytes) => (bytes / 1e6).toFixed(1).padStart(6));
    console.log([...columns, ...growth, ` ${name}`].join(' '));
  }
}

/** One process after the other. */
async function medianMemory(name: string): Promise<Memory> {
  const all: Memory[] = [];
  for (let k = 0; k < ROUNDS; k++)
    all.push(await child<Memory>({ task: 'memory', folder, first: names[0] ?? '', name }));
  const median = all.toSorted((a, b) => a.increase - b.increase)[Math.floor(ROUNDS / 2)];
  if (median === undefined) throw new Error('nothing was measured');
  return median;
}

function line(name: string, bytes = 0, ms = 0, python?: number): string {
  const own = `${ms.toFixed(2).padStart(9)}${(bytes / 1e3 / ms).toFixed(0).padStart(8)}`;
  const other =
    python === undefined ? '' : `${python.toFixed(2).padStart(11)}${(python / ms).toFixed(2).padStart(8)}`;
  return `${own}${other.padStart(19)}  ${name}`;
}

function pythonTimes(): Times | undefined {
  const python = process.env['PARTON_PYTHON'];
  if (python === undefined) return undefined;
  const out = execFileSync(python, ['-c', PYTHON, folder, `${ROUNDS}`, ...names], { encoding: 'utf8' });
  // The script above prints it so.
  return JSON.parse(out) as Times;
}

function child<T extends Times | Memory>(task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const process = fork(fileURLToPath(new URL('measure.ts', import.meta.url)), [JSON.stringify(task)]);
    // The caller names the type that belongs to the task.
    process.once('message', (message) => resolve(message as T));
    process.once('exit', (code) => reject(new Error(`the process for ${task.task} ended with ${code}`)));
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
