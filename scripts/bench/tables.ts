import type { BenchRecord } from './record.ts';
import type { Comparison } from './reference.ts';
import type { ReplicaCost } from './replicas.ts';
import type { StepTimes } from './step-time.ts';

/** A table with what must be known to read it. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

const MOST_PRODUCTS = 4;

export function tablesOf({ steps, replicas, comparisons }: BenchRecord): Table[] {
  return [
    ...steps.map(stepTable),
    ...(replicas.length === 0 ? [] : [replicaTable(replicas)]),
    ...comparisons.map(comparisonTable),
  ];
}

function stepTable(times: StepTimes): Table {
  const { engines, failures, flops, products, gemm, setupSeconds } = times;
  const speeds = Object.entries(gemm).map(
    ([threads, { wall, cpu }]) =>
      `${giga(wall)} per second, ${giga(cpu)} per CPU second (threads: ${threads})`,
  );
  const largest = products
    .slice(0, MOST_PRODUCTS)
    .map(({ shape, count, flops, bytes }) => `${count} x ${shape}: ${giga(flops)} GFLOP, ${mega(bytes)} MB`);
  const setup = Object.entries(setupSeconds).filter(([stage]) => !stage.startsWith('gemm'));
  return {
    title: `${times.title}: ${times.replicas} replicas, ${times.points} points`,
    head: ['engine', 'ms/step', 'CPU ms/step', 'faster than eager', 'by CPU', 'share of bound'],
    rows: engines.map(({ engine, wall, cpu, faster, shareOfBound }) => [
      engine,
      milli(wall),
      milli(cpu),
      ratioText(faster?.wall),
      ratioText(faster?.cpu),
      // By CPU time: the wall clock of a busy machine makes it too large.
      percent(shareOfBound?.cpu),
    ]),
    notes: [
      `Matrix products: ${giga(flops)} GFLOP per step. Speed of large ones, GFLOP: ${speeds.join('; ')}.`,
      `Largest products, operands and results included in MB: ${largest.join('; ')}.`,
      `Set-up, s: ${setup.map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`).join('; ')}.`,
      ...Object.entries(failures).map(([engine, why]) => `${engine} does not run: ${why}`),
    ],
  };
}

function replicaTable(costs: readonly ReplicaCost[]): Table {
  const stages = Object.keys(costs[0]?.setupSeconds ?? {});
  return {
    title: 'The demo, by number of replicas',
    head: ['replicas', 'ms/step', 'CPU ms/step', 'CPU us/replica', 'peak MB', ...stages.map((s) => `${s} s`)],
    rows: costs.map(({ replicas, wall, cpu, peakMB, setupSeconds }) => [
      `${replicas}`,
      milli(wall),
      milli(cpu),
      ((cpu * 1e6) / replicas).toFixed(0),
      peakMB.toFixed(0),
      ...stages.map((stage) => (setupSeconds[stage] ?? 0).toFixed(2)),
    ]),
    notes: ['float32, one thread per core, a process for each row; their rounds alternate.'],
  };
}

function comparisonTable({ title, replicas, steps, programs, faster }: Comparison): Table {
  return {
    title: `${title}: ${replicas} replicas, against n3fit`,
    head: ['program', 's/step', 'CPU s/step', 'first step after s', 'peak MB'],
    rows: programs.map(({ program, wall, cpu, firstStepSeconds, peakMB }) => [
      program,
      wall.toFixed(4),
      cpu.toFixed(4),
      firstStepSeconds.toFixed(0),
      peakMB.toFixed(0),
    ]),
    notes: [
      `${ratioText(faster.wall)} faster by the wall clock, ${ratioText(faster.cpu)} by CPU time. ` +
        `n3fit: median of ${steps} steps, data of two replicas cloned; parton: before and after that run.`,
    ],
  };
}

const milli = (seconds: number): string => significant(1e3 * seconds);
const giga = (n: number): string => significant(n / 1e9);
const mega = (n: number): string => significant(n / 1e6);
const ratioText = (ratio: number | undefined): string =>
  ratio === undefined ? '' : `${significant(ratio)} x`;
const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(0)} %`;

/** Three digits, and never an exponent. */
function significant(x: number): string {
  return Math.abs(x) >= 100 ? x.toFixed(0) : `${Number(x.toPrecision(3))}`;
}
