import { type BenchProcess, type Settings, startProcess } from './process.ts';
import { type Cost, medianCost } from './statistics.ts';

const NUMBERS = [1, 10, 100, 1000] as const;

/** What a number of replicas costs. */
export interface ReplicaCost extends Cost {
  readonly replicas: number;
  readonly peakMB: number;
  /** By stage. */
  readonly setupSeconds: Readonly<Record<string, number>>;
}

/** The demo with more and more replicas. Each number has a process of its own; their rounds alternate. */
export async function replicaCosts({ rounds, blockSeconds, cores }: Settings): Promise<ReplicaCost[]> {
  const engine = { kind: 'compiled', precision: 'float32', threads: cores } as const;
  const running: { replicas: number; child: BenchProcess; costs: Cost[] }[] = [];
  for (const replicas of NUMBERS) {
    const child = await startProcess({ card: 'demo', replicas, engines: [engine], blockSeconds });
    running.push({ replicas, child, costs: [] });
  }
  for (let round = 0; round < rounds; round++)
    for (const { child, costs } of running) costs.push(...Object.values(await child.round(round)));
  const results: ReplicaCost[] = [];
  for (const { replicas, child, costs } of running) {
    const { seconds } = child.setup;
    const { data = 0, fit = 0, trace = 0, ...compile } = seconds;
    const setupSeconds = { data, fit, trace, compile: Object.values(compile)[0] ?? 0 };
    results.push({ replicas, ...medianCost(costs), setupSeconds, peakMB: await child.end() });
  }
  return results;
}
